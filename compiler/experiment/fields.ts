import { badName, missingKey, unknownKey, wrongShape } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import type { Form } from './form.ts';
import { networkKeys, trainKeys } from './keys.ts';
import type { Named } from './syntax.ts';
import { readText, type Text } from './text.ts';

/** One key of a section: how its value is written, and whether it may be missing. */
export interface Key {
  readonly about: string;
  /** How its value is written. */
  readonly form: Form;
  /** Whole values that are often meant, for completion. */
  readonly values?: readonly string[];
  readonly required?: true;
  /** What to show an author who forgot it or wrote it in another form. */
  readonly example: string;
}
export type Keys<K extends string> = Readonly<Record<K, Key>>;

/** Of the sections that are there once in a file, the one that has a key. */
const homeOf = (key: string) =>
  Object.entries({ network: networkKeys, train: trainKeys }).find(([, keys]) =>
    Object.hasOwn(keys, key),
  )?.[0];

const kinds = { map: 'a map', list: 'a list', scalar: 'a value' } as const;

/** Reads one map of the file, key by key, and reports what does not belong there. */
export class Fields<K extends string> {
  readonly what: string;
  private readonly keys: Keys<K>;
  private readonly found = new Map<K, { key: YamlScalar; value: YamlNode | undefined }>();
  private readonly report: Report;

  /** `what` is the section in words, such as "the section `network`"; unknown and missing keys are reported at once. */
  constructor(map: YamlMap, keys: Keys<K>, what: string, at: Span, report: Report) {
    this.what = what;
    this.keys = keys;
    this.report = report;
    const known = Object.keys(keys) as K[];
    const missing = known.filter((key) => map.entries.every((entry) => entry.key.text !== key));
    for (const { key, value } of map.entries) {
      if (Object.hasOwn(keys, key.text)) this.found.set(key.text as K, { key, value });
      else if (!key.text.startsWith('x-')) {
        const meant = nearest(key.text, missing);
        const like = meant ?? nearest(key.text, known);
        const isThere = meant === undefined;
        const data = { key: key.text, section: what, nearest: like, known, isThere, home: homeOf(key.text) };
        report(diagnose(unknownKey, key.span, data));
        // Read as what was meant, so that nothing is missed that is there.
        if (meant) this.found.set(meant as K, { key, value });
      }
    }
    for (const key of known) {
      if (keys[key].required && !this.found.has(key)) {
        report(diagnose(missingKey, at, { key, section: what, example: keys[key].example }));
      }
    }
  }

  has(key: K): boolean {
    return this.found.has(key);
  }

  keySpan(key: K): Span | undefined {
    return this.found.get(key)?.key.span;
  }

  /** The value at `key` where it is there at all; a key without a value is reported. */
  node(key: K): YamlNode | undefined {
    const entry = this.found.get(key);
    if (entry && !entry.value) this.misshapen(key, 'nothing', 'a value', entry.key.span);
    return entry?.value;
  }

  /** A text; empty where it is missing. */
  text(key: K): Text {
    const scalar = this.scalar(key);
    return scalar ? readText(scalar, this.report) : [];
  }

  scalar(key: K): YamlScalar | undefined {
    return this.shaped(key, 'scalar', 'one value') as YamlScalar | undefined;
  }

  map(key: K): YamlMap | undefined {
    return this.shaped(key, 'map', 'a map') as YamlMap | undefined;
  }

  /** A name that the author gives to `what`. */
  name(key: K, what: string): { readonly name: string; readonly span: Span } | undefined {
    const scalar = this.scalar(key);
    const sound = scalar && soundName(scalar, what, this.report);
    return sound ? { name: sound, span: scalar.span } : undefined;
  }

  expression(key: K): Expression | undefined {
    const node = this.node(key);
    return node && readExpression(node, this.report, this.label(key), this.keys[key].example);
  }

  /** One expression, or a YAML list of them. */
  expressions(key: K): readonly Expression[] {
    const node = this.node(key);
    if (!node) return [];
    const items = node.kind === 'list' ? node.items : [node];
    return items.flatMap(
      (item) => readExpression(item, this.report, this.label(key), this.keys[key].example) ?? [],
    );
  }

  truth(key: K): boolean {
    const scalar = this.scalar(key);
    if (!scalar || scalar.text === 'true' || scalar.text === 'false') return scalar?.text === 'true';
    this.misshapen(key, `\`${scalar.text}\``, 'true or false', scalar.span);
    return false;
  }

  private label(key: K): string {
    return `\`${key}\` of ${this.what}`;
  }

  private shaped(key: K, kind: YamlNode['kind'], wanted: string): YamlNode | undefined {
    const node = this.node(key);
    if (!node || node.kind === kind) return node;
    this.misshapen(key, kinds[node.kind], wanted, node.span);
    return undefined;
  }

  private misshapen(key: K, got: string, wanted: string, span: Span): void {
    this.report(
      diagnose(wrongShape, span, { what: this.label(key), wanted, got, example: this.keys[key].example }),
    );
  }
}

/** An expression field: a scalar is one expression, a YAML list a list of expressions. */
export function readExpression(
  node: YamlNode,
  report: Report,
  what: string,
  example: string,
): Expression | undefined {
  if (node.kind === 'scalar') return parseExpression(node, report);
  if (node.kind === 'list') {
    const items = node.items.map((item) => readExpression(item, report, what, example));
    return { kind: 'list', span: node.span, items: items.filter((item) => item !== undefined) };
  }
  report(diagnose(wrongShape, node.span, { what, wanted: 'an expression', got: kinds[node.kind], example }));
  return undefined;
}

const nameForm = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The name that `key` gives; one that cannot be a name in expressions is reported, and read as the nearest that can. */
function soundName({ text: name, span }: YamlScalar, what: string, report: Report): string | undefined {
  // Plans are also read as objects of JavaScript, where these names have a meaning of their own.
  const inherited = name in Object.prototype;
  if (nameForm.test(name) && !inherited) return name;
  const suggestion = inherited
    ? `my_${name.replace(/^_+|_+$/g, '')}`
    : name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=[0-9])/, '_');
  const fixed = nameForm.test(suggestion) && suggestion !== '_' ? suggestion : undefined;
  report(diagnose(badName, span, { name, what, suggestion: fixed, inherited }));
  return fixed;
}

/** The entries of a map whose keys are names of the author's. */
export function namedEntries(map: YamlMap, what: string, report: Report): readonly Named<YamlNode>[] {
  return map.entries.flatMap(({ key, value }) => {
    const { span } = key;
    const name = soundName(key, what, report);
    if (name === undefined) return [];
    if (value) return [{ name, span, value }];
    report(
      diagnose(wrongShape, span, {
        what: `\`${name}\``,
        wanted: 'a value',
        got: 'nothing',
        example: `${name}: …`,
      }),
    );
    return [];
  });
}

/** `node` as a map; anything else is reported. */
export function asMap(node: YamlNode, what: string, example: string, report: Report): YamlMap | undefined {
  if (node.kind === 'map') return node;
  report(diagnose(wrongShape, node.span, { what, wanted: 'a map', got: kinds[node.kind], example }));
  return undefined;
}
