import type { YamlNode } from '../source/yaml-tree.ts';

/** A YAML value as Vega-Lite takes it: numbers, truths and null where they look like it. */
export function plain(node: YamlNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, value ? plain(value) : null]));
  if (node.style !== 'plain') return node.text;
  if (node.text === 'true' || node.text === 'false') return node.text === 'true';
  if (node.text === 'null' || node.text === '~' || node.text === '') return null;
  return Number.isNaN(Number(node.text)) ? node.text : Number(node.text);
}
