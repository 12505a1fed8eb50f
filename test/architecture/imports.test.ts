import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { violation } from './directions.ts';
import { importsOf, listImports } from './list-imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('imports go one way: cli → site, runtime, compiler', () => {
  const imports = listImports(root);

  test.each(['compiler', 'runtime'])('files of %s/ are looked at', (room) => {
    expect(imports.filter(({ file }) => file.startsWith(`${room}/`)).length).toBeGreaterThan(10);
  });

  test('no file of the repository imports against the direction', () => {
    expect(imports.flatMap(({ file, specifier }) => violation(file, specifier) ?? [])).toEqual([]);
  });
});

describe('the rule', () => {
  test.each([
    ['compiler/lower/keys.ts', '../../runtime/job.ts'],
    ['compiler/source/read.ts', 'node:fs'],
    ['compiler/source/read.ts', 'fs/promises'],
    ['compiler/compile.ts', '@tensorflow/tfjs-core'],
    ['runtime/geometry/partition.ts', '../random/philox.ts'],
    ['runtime/geometry/partition.ts', '../../compiler/plan/plan.ts'],
    ['runtime/geometry/partition.ts', 'node:os'],
    ['runtime/geometry/partition.ts', '@tensorflow/tfjs-core'],
    ['runtime/run.ts', '../compiler/expression/tree.ts'],
    ['runtime/run.ts', '../cli/progress.ts'],
    ['runtime/run.ts', '../site/build.ts'],
    ['site/build.ts', '../runtime/store/store.ts'],
    ['site/src/pages/index.astro', '../../../cli/main.ts'],
    ['cli/main.ts', '@tensorflow/tfjs-node'],
  ])('refuses that %s imports %s, and names both', (file, specifier) => {
    expect(violation(file, specifier)).toContain(`${file} imports '${specifier}', but`);
  });

  test.each([
    ['compiler/lower/keys.ts', '@noble/hashes/sha2.js'],
    ['compiler/lower/keys.ts', '../plan/plan.ts'],
    ['runtime/run.ts', '../compiler/plan/plan.ts'],
    ['runtime/measure/crowding.ts', '../geometry/partition.ts'],
    ['runtime/workers/start.ts', 'node:child_process'],
    ['runtime/tensorflow/graph.ts', '@tensorflow/tfjs-node'],
    ['site/src/pages/index.astro', '../../../runtime/geometry/partition.ts'],
    ['cli/main.ts', '../runtime/run.ts'],
    ['cli/commands/build.ts', '../../site/build.ts'],
    ['test/cli/main.test.ts', '../../cli/main.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(violation(file, specifier)).toBeUndefined();
  });
});

describe('imports are found', () => {
  const found = (file: string, text: string): string[] =>
    importsOf(file, text).map(({ specifier }) => specifier);

  test('as values, types, re-exports and calls', () => {
    const text = `import a from './a.ts';\nimport type { B } from './b.ts';\nexport * from './c.ts';\nawait import('./d.ts');`;
    expect(found('x.ts', text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts']);
  });

  test('in the frontmatter and the scripts of an Astro page', () => {
    const page = `---\nimport Page from '../layouts/page.astro';\n---\n<p>import x from './no.ts'</p>\n<script>import '../live.ts';</script>`;
    expect(found('x.astro', page)).toEqual(['../layouts/page.astro', '../live.ts']);
  });
});
