import type { ExperimentSyntax, LayerSyntax, Named, RepeatSyntax } from '../experiment/syntax.ts';
import { printExpression } from '../expression/print.ts';
import type { Binary, Call, Expression, Member, Name, Select } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap } from '../source/yaml-tree.ts';
import { childrenOf, expressionsIn } from './walk.ts';

export type SymbolKind =
  | 'import'
  | 'value'
  | 'data set'
  | 'axis'
  | 'arm'
  | 'field'
  | 'network'
  | 'parameter'
  | 'item'
  | 'measurement';

/** Something that a file names, with every place that mentions it. */
export interface NamedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The axis of an arm and of a field of arms; the network of a parameter; `repeat` for an item. */
  readonly of?: string;
  /** Where its name is declared: once, but a field once in each arm that has it. */
  readonly declarations: Span[];
  /** Where its name is used. */
  readonly uses: Span[];
  /** False for an arm that is its own value, `rate: [1e-3, 1e-2]`. */
  readonly named: boolean;
  /** What was written for it. */
  readonly written: unknown;
}

/** A mention of something that another file names: `blocks.residual`, or `width` in `blocks.residual(width = 8)`. */
export interface ForeignUse {
  /** Under which name its file was imported. */
  readonly alias: string;
  readonly member: string;
  readonly parameter?: string;
  readonly span: Span;
}

const sections = [
  ['imports', 'import'],
  ['lets', 'value'],
  ['data', 'data set'],
  ['axes', 'axis'],
  ['tune', 'axis'],
  ['measure', 'measurement'],
] as const;

/** The names of one file: what it declares, and where each is used. */
export class Symbols {
  readonly all: NamedSymbol[] = [];
  readonly foreign: ForeignUse[] = [];
  readonly #global = new Map<string, NamedSymbol>();
  readonly #networks = new Map<string, NamedSymbol>();
  readonly #parameters = new Map<string, NamedSymbol>();
  readonly #arms = new Map<string, NamedSymbol>();
  readonly #fields = new Map<string, NamedSymbol>();
  readonly #places = new Map<number, { readonly span: Span; readonly symbol: NamedSymbol }>();
  readonly #file: string;
  /** Parameters and items where the visit is. */
  #locals: ReadonlyMap<string, NamedSymbol> = new Map();

  /**
   * @param readings the syntax of the file as it is, then as each profile makes it
   * @param profiles the map of `profiles`, whose keys name what they override
   */
  constructor(file: string, readings: readonly ExperimentSyntax[], profiles: YamlMap | undefined) {
    this.#file = file;
    const [plain] = readings;
    for (const [section, kind] of sections)
      for (const entry of plain[section] as readonly Named<unknown>[])
        this.#declare(this.#global, entry.name, kind, entry);
    for (const entry of plain.networks) {
      this.#declare(this.#networks, entry.name, 'network', entry);
      for (const parameter of entry.value.parameters)
        this.#declare(this.#parameters, `${entry.name} ${parameter.name}`, 'parameter', parameter, {
          of: entry.name,
        });
    }
    const tuned = plain.tune.map(({ name, span, value }) => ({ name, span, value: value.values }));
    for (const axis of [...plain.axes, ...tuned]) this.#declareArms(axis);
    for (const reading of readings) this.#visitReading(reading);
    for (const { value } of profiles?.entries ?? []) if (value?.kind === 'map') this.#visitPaths(value);
  }

  /** The symbol whose name stands at an offset, and the span of the name there. */
  at(offset: number): { readonly span: Span; readonly symbol: NamedSymbol } | undefined {
    return [...this.#places.values()].find(({ span }) => span.start <= offset && offset <= span.end);
  }

  /** The symbol whose name begins at an offset. */
  startingAt(start: number): { readonly span: Span; readonly symbol: NamedSymbol } | undefined {
    return this.#places.get(start);
  }

  /** What a bare name means: a data set, an axis, a measurement, a let, an import. */
  named(name: string): NamedSymbol | undefined {
    return this.#global.get(name);
  }

  network(name: string): NamedSymbol | undefined {
    return this.#networks.get(name);
  }

  parametersOf(network: string): readonly NamedSymbol[] {
    return [...this.#parameters.values()].filter(({ of }) => of === network);
  }

  armsOf(axis: string): readonly NamedSymbol[] {
    return [...this.#arms.values()].filter(({ of }) => of === axis);
  }

  fieldsOf(axis: string): readonly NamedSymbol[] {
    return [...this.#fields.values()].filter(({ of }) => of === axis);
  }

  #declare(
    table: Map<string, NamedSymbol>,
    key: string,
    kind: SymbolKind,
    { name, span, value }: Named<unknown>,
    more: { of?: string; named?: boolean } = {},
  ): void {
    const known = table.get(key);
    const symbol = known ?? { named: true, ...more, kind, name, declarations: [], uses: [], written: value };
    if (known && kind !== 'field') return;
    if (!known) {
      table.set(key, symbol);
      this.all.push(symbol);
    }
    symbol.declarations.push(span);
    if (symbol.named) this.#places.set(span.start, { span, symbol });
  }

  #declareArms({ name: axis, value: arms }: ExperimentSyntax['axes'][number]): void {
    for (const { name, span, value } of arms) {
      const own = name ?? (value.kind === 'record' || value.kind === 'name' ? undefined : armName(value));
      if (own === undefined) continue;
      const more = { of: axis, named: name !== undefined };
      this.#declare(this.#arms, `${axis} ${own}`, 'arm', { name: own, span, value }, more);
      if (value.kind !== 'record') continue;
      for (const field of value.fields)
        this.#declare(this.#fields, `${axis} ${field.name}`, 'field', field, { of: axis });
    }
  }

  #use(span: Span, symbol: NamedSymbol | undefined): boolean {
    if (!symbol || span.file !== this.#file) return false;
    if (!this.#places.has(span.start)) {
      symbol.uses.push(span);
      this.#places.set(span.start, { span, symbol });
    }
    return true;
  }

  #visitReading(reading: ExperimentSyntax): void {
    for (const { name, value } of reading.networks) {
      const inside = this.parametersOf(name);
      this.#within(inside, () => {
        for (const { value: standard } of value.parameters) this.#visit(standard);
        this.#visitLayers(value.layers);
      });
    }
    if (reading.network?.input) this.#visit(reading.network.input);
    this.#visitLayers(reading.network?.layers ?? []);
    for (const root of expressionsIn({ ...reading, networks: [], network: undefined })) this.#visit(root);
  }

  /** Names of a part of the file come before those of the whole file. */
  #within(locals: readonly NamedSymbol[], visit: () => void): void {
    const outside = this.#locals;
    this.#locals = new Map([...outside, ...locals.map((each): [string, NamedSymbol] => [each.name, each])]);
    visit();
    this.#locals = outside;
  }

  #visitLayers(layers: readonly LayerSyntax[]): void {
    for (const layer of layers) {
      if (layer.kind === 'layer') this.#visit(layer.value);
      else if (layer.kind === 'repeat') this.#visitRepeat(layer);
      else for (const branch of [layer.layers, layer.shortcut]) this.#visitLayers(branch);
    }
  }

  #visitRepeat({ times, as, layers }: RepeatSyntax): void {
    this.#visit(times);
    if (as && !this.#places.has(as.span.start))
      this.#declare(new Map(), '', 'item', { ...as, value: times }, { of: 'repeat' });
    const item = as && this.#places.get(as.span.start)?.symbol;
    this.#within(item ? [item] : [], () => this.#visitLayers(layers));
  }

  #meaning(name: string): NamedSymbol | undefined {
    return this.#locals.get(name) ?? this.#global.get(name);
  }

  #visit(node: Expression): void {
    if (node.kind === 'name') this.#use(node.span, this.#meaning(node.name));
    else if (node.kind === 'member') this.#visitMember(node);
    else if (node.kind === 'call') this.#visitCall(node);
    else if (node.kind === 'select') this.#visitSelect(node);
    else if (node.kind === 'binary') this.#visitBinary(node);
    else for (const child of childrenOf(node)) this.#visit(child);
  }

  #visitMember({ of, name, nameSpan }: Member): void {
    this.#visit(of);
    if (of.kind !== 'name') return;
    if (this.#meaning(of.name)?.kind === 'import')
      this.#useForeign({ alias: of.name, member: name, span: nameSpan });
    else this.#use(nameSpan, this.#fields.get(`${of.name} ${name}`));
  }

  /** A file is visited as it is and with each profile, which have most of it in common. */
  #useForeign(use: ForeignUse): void {
    const isKnown = this.foreign.some(({ span }) => span.start === use.span.start);
    if (use.span.file === this.#file && !isKnown) this.foreign.push(use);
  }

  /** What is called is a function, not a name of the file, unless it is a network. */
  #visitCall({ callee, arguments: given }: Call): void {
    if (callee.kind === 'name') this.#use(callee.span, this.#networks.get(callee.name));
    else this.#visit(callee);
    for (const { name, value } of given) {
      if (name && callee.kind === 'name')
        this.#use(name.span, this.#parameters.get(`${callee.name} ${name.name}`));
      else if (name && callee.kind === 'member') this.#useForeignParameter(callee, name);
      this.#visit(value);
    }
  }

  #useForeignParameter(
    { of, name: member }: Member,
    { name: parameter, span }: Pick<Name, 'name' | 'span'>,
  ): void {
    if (of.kind === 'name' && this.#meaning(of.name)?.kind === 'import')
      this.#useForeign({ alias: of.name, member, parameter, span });
  }

  #visitSelect({ of, where }: Select): void {
    this.#visit(of);
    for (const { axis, value } of where) {
      this.#use(axis.span, this.#global.get(axis.name));
      const own = armName(value);
      if (own === undefined || !this.#use(value.span, this.#arms.get(`${axis.name} ${own}`)))
        this.#visit(value);
    }
  }

  /** `norm == batch` compares an axis with the name of an arm. */
  #visitBinary({ left, right }: Binary): void {
    const arm = (axis: Expression, side: Expression): boolean =>
      axis.kind === 'name' &&
      side.kind === 'name' &&
      this.#use(side.span, this.#arms.get(`${axis.name} ${side.name}`));
    if (!arm(right, left)) this.#visit(left);
    if (!arm(left, right)) this.#visit(right);
  }

  /** `measure.curve.every: 20 steps` in a profile mentions `curve`. */
  #visitPaths(profile: YamlMap): void {
    for (const { key } of profile.entries) {
      const [section, name, inner] = key.text.split('.');
      if (name === undefined) continue;
      const symbol = section === 'networks' ? this.#networks.get(name) : this.#global.get(name);
      const start = section.length + 1;
      const declaring = section === 'tune' ? sectionOf.axis : section;
      if (!symbol || sectionOf[symbol.kind] !== declaring) continue;
      this.#use(key.at(start, start + name.length), symbol);
      const arm = inner === undefined ? undefined : this.#arms.get(`${name} ${inner}`);
      this.#use(key.at(start + name.length + 1, start + name.length + 1 + (inner ?? '').length), arm);
    }
  }
}

/** The section of the file that declares a kind of name. */
const sectionOf: Readonly<Record<SymbolKind, string>> = {
  import: 'import',
  value: 'let',
  'data set': 'data',
  axis: 'axes',
  arm: 'axes',
  field: 'axes',
  network: 'networks',
  parameter: 'networks',
  item: 'network',
  measurement: 'measure',
};

/** The name of an arm as a choice writes it; an arm without a name is named by its value. */
function armName(value: Expression): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'text') return value.value;
  return value.kind === 'number' || value.kind === 'truth' || value.kind === 'unary'
    ? printExpression(value)
    : undefined;
}

/** The name of the construct that a measurement calls. */
export function measuredBy({ kind, written }: NamedSymbol): string | undefined {
  if (kind !== 'measurement') return undefined;
  const { value } = written as { readonly value?: Expression };
  return value?.kind === 'call' && value.callee.kind === 'name' ? value.callee.name : undefined;
}
