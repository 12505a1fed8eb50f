import type { Plan, Quantity } from './plan.ts';
import { comparisonsOf } from './quantity.ts';
import { brokenRule } from './verify-network.ts';

/**
 * The written spec of a plan: everything that is referred to exists, shapes follow one another, keys are
 * keys. Run after lowering and again before running.
 *
 * @throws an internal error that names the first violation.
 */
export function verifyPlan(plan: Plan): void {
  const variants = new Map(plan.variants.map((variant) => [variant.id, variant]));
  const cells = new Set(plan.cells.map(({ id }) => id));
  require(plan.crease === 1, 'format', plan.crease);
  require(variants.size === plan.variants.length, 'variant ids are unique', plan.experiment);
  require(cells.size === plan.cells.length, 'cell ids are unique', plan.experiment);
  require(plan.cells.length ===
    plan.variants.length * plan.replicates, 'cells are variants × replicates', plan.cells.length);
  for (const { name, tuned } of plan.axes)
    require(!tuned || tuned.measurement in plan.measurements, 'measurement that tunes exists', name);
  for (const { id, arms, network, training } of plan.variants) {
    for (const { name, arms: known } of plan.axes)
      require(known.some((arm) => arm.name === arms[name]), `arm of ${name} exists`, id);
    require(hasPart(plan, network.input), 'input exists', id);
    const rule = brokenRule(network);
    require(rule === undefined, rule ?? '', id);
    if (training) require(hasPart(plan, training.data) && training.steps >= 1, 'training is possible', id);
  }
  const replicates = new Set(plan.cells.map(({ replicate }) => replicate));
  require(replicates.size <= plan.replicates, 'replicates are as many as it says', plan.replicates);
  for (const { id, variant, replicate } of plan.cells) {
    require(variants.has(variant) && Number.isInteger(replicate), 'cell is of a variant', id);
  }
  verifySteps(plan, cells);
  for (const [name, { expect, per }] of Object.entries(plan.claims)) {
    for (const { left, right } of comparisonsOf(expect)) {
      verifyQuantity(plan, left, name);
      verifyQuantity(plan, right, name);
    }
    for (const axis of per)
      require(plan.axes.some((candidate) => candidate.name === axis), `axis ${axis} exists`, name);
  }
  for (const [name, { rows }] of Object.entries(plan.charts)) {
    require(rows.measurement in plan.measurements, `measurement ${rows.measurement} exists`, name);
  }
}

function verifySteps(plan: Plan, cells: ReadonlySet<string>): void {
  const done = new Set<string>();
  for (const step of plan.steps) {
    require(/^[0-9a-f]{64}$/.test(step.key), 'key is a SHA-256', step.key);
    require(cells.has(step.cell), 'step is of a cell', step.cell);
    require(step.cost >= 0 && Number.isFinite(step.cost), 'cost is a number', step.key);
    if (step.kind === 'measure') {
      require(step.measurement in plan.measurements, `measurement ${step.measurement} exists`, step.key);
      require(step.after === undefined || done.has(step.after), 'training comes first', step.key);
    }
    done.add(step.key);
  }
}

function verifyQuantity(plan: Plan, quantity: Quantity, claim: string): void {
  switch (quantity.op) {
    case 'measurement':
      require(quantity.name in plan.measurements, `measurement ${quantity.name} exists`, claim);
      break;
    case 'statistic':
      verifyQuantity(plan, quantity.of, claim);
      break;
    case 'select':
      for (const [axis, arm] of Object.entries(quantity.where)) {
        const known = plan.axes.find(({ name }) => name === axis)?.arms.some(({ name }) => name === arm);
        require(known === true, `arm ${arm} of ${axis} exists`, claim);
      }
      verifyQuantity(plan, quantity.of, claim);
      break;
    case 'slope': {
      const known = plan.axes.find(({ name }) => name === quantity.along)?.arms.map(({ name }) => name);
      require(quantity.arms.length > 1 &&
        quantity.arms.every((arm) => known?.includes(arm)), `arms of ${quantity.along} exist`, claim);
      verifyQuantity(plan, quantity.of, claim);
      break;
    }
    case 'arithmetic':
      verifyQuantity(plan, quantity.left, claim);
      verifyQuantity(plan, quantity.right, claim);
  }
}

const hasPart = (plan: Plan, { data, part }: { data: string; part: string }) =>
  plan.data[data]?.parts[part] !== undefined;

function require(holds: boolean, rule: string, where: string | number): void {
  if (!holds) throw new Error(`the plan breaks its spec at ${where}: ${rule}`);
}
