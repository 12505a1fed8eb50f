import { unknownPath, unknownProfile, wrongShape } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { readYaml } from '../source/read.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';

/** Replaces one value of the file: `train.epochs` by the node at the end of the path. */
interface Override {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** The file with the overrides of the named profile, or with none where `profile` is empty. */
export function applyProfile(root: YamlMap, profile: string, report: Report): YamlMap {
  if (profile === '') return root;
  const list = profilesOf(root);
  const chosen = list.find(({ key }) => key.text === profile);
  if (chosen?.value?.kind === 'map') return applyAll(root, overridesOf(chosen.value), report);
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
  return profilesOf(root).map(({ key, value }) => {
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

/** The file with single values overridden from the command line; each is read as its own small source. */
export function applySets(root: YamlMap, sets: Readonly<Record<string, string>>, report: Report): YamlMap {
  return Object.entries(sets).reduce((file, [path, text]) => {
    const source = readYaml(setSource, `${path}: ${text}`, report);
    return source?.kind === 'map' ? applyAll(file, overridesOf(source), report) : file;
  }, root);
}

/** The file that diagnostics name for the text of `--set path=value`, which reads as `path: value`. */
export const setSource = '--set';

function overridesOf(map: YamlMap): readonly Override[] {
  return map.entries.flatMap(({ key, value }) => (value ? [{ key, value }] : []));
}

function applyAll(root: YamlMap, overrides: readonly Override[], report: Report): YamlMap {
  return overrides.reduce(
    (map, override) => replace(map, override.key.text.split('.'), override, report),
    root,
  );
}

/** A key that is not there is added: the reader of the section knows whether it belongs there. */
function replace(map: YamlMap, path: readonly string[], override: Override, report: Report): YamlMap {
  const [head, ...rest] = path;
  const index = map.entries.findIndex(({ key }) => key.text === head);
  const inner = map.entries[index]?.value;
  if (rest.length > 0 && inner?.kind !== 'map') {
    const near = nearest(
      head,
      map.entries.map(({ key }) => key.text),
    );
    const part = index < 0 ? head : rest[0];
    report(
      diagnose(unknownPath, override.key.span, {
        path: override.key.text,
        part,
        nearest: index < 0 ? near : undefined,
      }),
    );
    return map;
  }
  const value = rest.length === 0 ? override.value : replace(inner as YamlMap, rest, override, report);
  const key = index < 0 ? lastPart(override.key, head) : map.entries[index].key;
  return {
    ...map,
    entries: index < 0 ? [...map.entries, { key, value }] : map.entries.with(index, { key, value }),
  };
}

/** The last name of a path as a key of its own. */
function lastPart(path: YamlScalar, name: string): YamlScalar {
  const start = path.text.length - name.length;
  return {
    ...path,
    text: name,
    span: path.at(start, path.text.length),
    at: (from, to) => path.at(start + from, start + to),
  };
}
