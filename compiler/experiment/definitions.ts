import { circular, variesByArm } from '../diagnostics/codes/definitions.ts';
import { notHere } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { joined, type Scope, scopeOf } from '../expression/scope.ts';
import { hole, type Value } from '../expression/values.ts';
import type { ResolvedArm, ResolvedAxis } from './axes.ts';
import { resolveDataSet } from './data.ts';
import { DataFiles } from './data-files.ts';
import { dependencyOrder } from './order.ts';
import type { ExperimentSyntax, Named } from './syntax.ts';

const inClaims = 'it is known when everything has run; what is expected of it belongs into a claim';

/** What a file defines by name, each of one value for all arms unless it is computed from an axis. */
type Defined = Pick<ExperimentSyntax, 'data' | 'lets' | 'axes'> & Partial<Pick<ExperimentSyntax, 'measure'>>;
type Definition = ExperimentSyntax['lets'][number];

/**
 * The names of one file: data sets, lets and what was imported. Data sets and lets may use one another in
 * any order. A let that uses an axis has a value for each of its arms, and is computed with them.
 */
export class Definitions {
  /** Everything of one value for all arms. */
  readonly shared: ReadonlyMap<string, Value>;
  /** For each let that varies, an axis that it varies with, in an order in which they can be computed. */
  readonly #varying = new Map<string, string>();
  readonly #axes: ReadonlySet<string>;
  readonly #lets: ReadonlyMap<string, Definition>;
  readonly #measured: ReadonlySet<string>;

  /**
   * @param imported what names mean already; a name of the file among them is contested and means nothing
   * @param files the data files that are at hand; data sets out of others are holes
   */
  constructor(
    { data, lets, axes, measure = [] }: Defined,
    imported: ReadonlyMap<string, Value>,
    report: Report,
    files = new DataFiles('', {}),
  ) {
    const values = new Map(imported);
    this.shared = values;
    this.#axes = new Set(axes.map(({ name }) => name));
    this.#lets = new Map(lets.map((each) => [each.name, each]));
    this.#measured = new Set(measure.map(({ name }) => name));
    const sets = new Map(data.map((each) => [each.name, each]));
    const { order, cycles } = dependencyOrder([...data, ...lets]);
    for (const cycle of cycles) reportCycle(cycle, report);
    const stuck = new Set(cycles.flat().map(({ name }) => name));
    const scope = this.scope(report);
    for (const { definition, uses } of order) {
      const { name, value: expression } = definition;
      const set = sets.get(name);
      const axis = set ? undefined : this.#axisAmong(uses);
      if (stuck.has(name) || values.has(name)) values.set(name, hole);
      else if (axis) this.#varying.set(name, axis);
      else values.set(name, set ? resolveDataSet(set, values, files, scope) : evaluate(expression, scope));
    }
  }

  /** What is measured has no value before anything runs, so that no setting can depend on it. */
  #base(report: Report): Scope {
    const base = scopeOf(this.shared, report);
    return {
      ...base,
      knows: (name) => base.knows(name) || this.#measured.has(name),
      lookup: (name, span) => {
        const found = base.lookup(name, span);
        if (found || !this.#measured.has(name)) return found;
        report(
          diagnose(notHere, span, {
            what: `the measurement \`${name}\``,
            where: 'a setting',
            help: inClaims,
          }),
        );
        return hole;
      },
    };
  }

  #axisAmong(uses: Iterable<string>): string | undefined {
    for (const name of uses) {
      const axis = this.#axes.has(name) ? name : this.#varying.get(name);
      if (axis) return axis;
    }
    return undefined;
  }

  /** The scope of everything that arms share: whatever varies with an axis is reported where it is used. */
  scope(report: Report): Scope {
    const base = this.#base(report);
    return {
      ...base,
      knows: (name) => base.knows(name) || this.#axisAmong([name]) !== undefined,
      written: (name) => this.#lets.get(name)?.value,
      lookup: (name, span) => {
        const axis = this.shared.has(name) ? undefined : this.#axisAmong([name]);
        if (!axis) return base.lookup(name, span);
        report(diagnose(variesByArm, span, { name, axis }));
        return hole;
      },
    };
  }

  /** The scope of one combination of arms. `read` is told of every axis that is looked up. */
  scopeOf(
    arms: ReadonlyMap<string, ResolvedArm>,
    axes: readonly ResolvedAxis[],
    report: Report,
    read: (name: string) => void,
  ): Scope {
    const values = new Map([...arms].map(([axis, { value }]): [string, Value] => [axis, value]));
    // What a let reads and gets wrong counts only where the let itself is read.
    const effects = new Map<string, (() => void)[]>();
    const touch = (name: string) => {
      for (const effect of effects.get(name) ?? []) effect();
      read(name);
    };
    const scope = this.#over(values, arms, axes, report, touch);
    for (const name of this.#varying.keys()) {
      const own: (() => void)[] = [];
      const inner = this.#over(
        values,
        arms,
        axes,
        (diagnostic) => own.push(() => report(diagnostic)),
        (used) => own.push(() => touch(used)),
      );
      values.set(name, evaluate((this.#lets.get(name) as Definition).value, inner));
      effects.set(name, own);
    }
    return scope;
  }

  #over(
    values: ReadonlyMap<string, Value>,
    arms: ReadonlyMap<string, ResolvedArm>,
    axes: readonly ResolvedAxis[],
    report: Report,
    read: (name: string) => void,
  ): Scope {
    const [varying, shared] = [scopeOf(values, report, read), this.#base(report)];
    return {
      report,
      knows: (name) => values.has(name) || shared.knows(name),
      written: (name) => this.#lets.get(name)?.value,
      names: () => joined(values, shared.names()),
      lookup: (name, span) =>
        values.has(name) && !this.shared.has(name) ? varying.lookup(name, span) : shared.lookup(name, span),
      arm: (axis) => {
        const arm = arms.get(axis);
        const all = arm && axes.find(({ name }) => name === axis);
        if (!all) return undefined;
        read(axis);
        return { name: arm.name, span: arm.span, arms: all.arms.map(({ name }) => name), fields: all.fields };
      },
    };
  }
}

function reportCycle(cycle: readonly Named<unknown>[], report: Report): void {
  const related = cycle.slice(1).map(({ name, span }, i) => ({
    span,
    message: `\`${cycle[i].name}\` uses \`${name}\``,
  }));
  report(diagnose(circular, cycle[0].span, { cycle: cycle.map(({ name }) => name) }, { related }));
}
