import { unknownProfile, wrongShape } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { readYaml } from '../source/read.ts';
import type { YamlEntry, YamlMap } from '../source/yaml-tree.ts';
import { type Override, replaceAt } from './override-path.ts';
import { isTooMuch } from './size.ts';

/** The file with the overrides of the named profile, or with none where `profile` is empty. */
export function applyProfile(root: YamlMap, profile: string, report: Report): YamlMap {
  if (profile === '') return root;
  const list = profilesOf(root);
  const chosen = list.find(({ key }) => key.text === profile);
  if (chosen?.value?.kind === 'map') return applyAll(root, overridesOf(chosen.value, report), report);
  const known = list.map(({ key }) => key.text);
  const span = chosen?.key.span ?? list[0]?.key.span ?? { ...root.span, end: root.span.start };
  report(
    chosen
      ? diagnose(wrongShape, span, {
          what: `the profile \`${profile}\``,
          wanted: 'a map',
          got: chosen.value ? 'a value' : 'nothing',
          example: 'quick: {replicates: 2}',
        })
      : diagnose(unknownProfile, span, { name: profile, nearest: nearest(profile, known), known }),
  );
  return root;
}

/** Reads the file as each profile would make it, and reports what is wrong inside the profiles. */
export function checkProfiles<T>(
  root: YamlMap,
  read: (file: YamlMap, report: Report) => T,
  report: Report,
): readonly T[] {
  const profiles = profilesOf(root);
  if (profiles.length > 0 && isTooMuch('profiles', profiles.length, profiles[0].key.span, report)) return [];
  return profiles.map(({ key, value }) => {
    const inside: Report = (diagnostic) => {
      const { start, end } = diagnostic.span;
      if (value && value.span.start <= start && end <= value.span.end) report(diagnostic);
    };
    return read(applyProfile(root, key.text, report), inside);
  });
}

function profilesOf(root: YamlMap): readonly YamlEntry[] {
  const profiles = root.entries.find(({ key }) => key.text === 'profiles')?.value;
  return profiles?.kind === 'map' ? profiles.entries : [];
}

/**
 * The file with single values overridden from the command line; each is read as a small source of its own,
 * `path: value`, which diagnostics call `--set path`.
 */
export function applySets(root: YamlMap, sets: Readonly<Record<string, string>>, report: Report): YamlMap {
  return setSources(sets).reduce((file, { file: name, text }) => {
    const source = readYaml(name, text, report);
    return source?.kind === 'map' ? applyAll(file, overridesOf(source, report), report) : file;
  }, root);
}

/** The sources that `applySets` reads, for whoever shows diagnostics. */
export function setSources(sets: Readonly<Record<string, string>>): { file: string; text: string }[] {
  return Object.entries(sets).map(([path, value]) => ({ file: `--set ${path}`, text: `${path}: ${value}` }));
}

function overridesOf(map: YamlMap, report: Report): readonly Override[] {
  return map.entries.flatMap(({ key, value }) => {
    if (value) return [{ key, value }];
    const what = `the override of \`${key.text}\``;
    report(
      diagnose(wrongShape, key.span, { what, wanted: 'a value', got: 'nothing', example: `${key.text}: 2` }),
    );
    return [];
  });
}

function applyAll(root: YamlMap, overrides: readonly Override[], report: Report): YamlMap {
  return overrides.reduce((map, override) => replaceAt(map, override, report), root);
}
