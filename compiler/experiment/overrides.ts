import { unknownPath, unknownProfile, wrongShape } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { readYaml } from '../source/read.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';

/** Replaces one value of the file: `train.epochs` by the node at the end of the path. */
interface Override {
  readonly path: string;
  readonly span: Span;
  readonly value: YamlNode;
}

/** The file with the overrides of a profile, or with none where `profile` is empty. */
export function applyProfile(root: YamlMap, profile: string, report: Report): YamlMap {
  const profiles = entryOf(root, 'profiles');
  const list = profiles?.kind === 'map' ? profiles.entries : [];
  if (profile === '') {
    for (const { value } of list) if (value?.kind === 'map') applyAll(root, overridesOf(value), report);
    return root;
  }
  const known = list.map(({ key }) => key.text);
  const chosen = list.find(({ key }) => key.text === profile)?.value;
  if (chosen?.kind === 'map') return applyAll(root, overridesOf(chosen), report);
  const span = chosen?.span ?? profiles?.span ?? { ...root.span, end: root.span.start };
  if (chosen)
    report(
      diagnose(wrongShape, span, {
        what: `the profile \`${profile}\``,
        wanted: 'a map',
        got: 'a value',
        example: 'quick: {replicates: 2}',
      }),
    );
  else report(diagnose(unknownProfile, span, { name: profile, nearest: nearest(profile, known), known }));
  return root;
}

/** The file with single values overridden from the command line; each is read as its own small source. */
export function applySets(root: YamlMap, sets: Readonly<Record<string, string>>, report: Report): YamlMap {
  return Object.entries(sets).reduce((file, [path, text]) => {
    const value = readYaml(setSource(path), text, report);
    return value ? applyAll(file, [{ path, span: value.span, value }], report) : file;
  }, root);
}

/** The name under which diagnostics show the text of `--set path=…`. */
export const setSource = (path: string) => `--set ${path}`;

function overridesOf(map: YamlMap): readonly Override[] {
  return map.entries.flatMap(({ key, value }) => (value ? [{ path: key.text, span: key.span, value }] : []));
}

function applyAll(root: YamlMap, overrides: readonly Override[], report: Report): YamlMap {
  return overrides.reduce((map, override) => replace(map, override.path.split('.'), override, report), root);
}

function replace(
  map: YamlMap,
  [head, ...rest]: readonly string[],
  override: Override,
  report: Report,
): YamlMap {
  const index = map.entries.findIndex(({ key }) => key.text === head);
  const entry = map.entries[index];
  const inner = entry?.value;
  if (!entry || (rest.length > 0 && inner?.kind !== 'map')) {
    const known = map.entries.map(({ key }) => key.text);
    const part = entry ? rest[0] : head;
    report(
      diagnose(unknownPath, override.span, {
        path: override.path,
        part,
        nearest: entry ? undefined : nearest(head, known),
      }),
    );
    return map;
  }
  const value = rest.length === 0 ? override.value : replace(inner as YamlMap, rest, override, report);
  return { ...map, entries: map.entries.with(index, { key: entry.key, value }) };
}

function entryOf(map: YamlMap, name: string): YamlNode | undefined {
  return map.entries.find(({ key }) => key.text === name)?.value;
}
