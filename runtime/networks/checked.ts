import { listed, NetworkFileError } from './problem.ts';

/** A value of JSON or YAML, as an object. These readers throw a `NetworkFileError` that names `what` is wrong. */
export function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new NetworkFileError(`${what} must be an object of named values, but is ${shown(value)}.`);
}

export function asList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new NetworkFileError(`${what} must be a list, but is ${shown(value)}.`);
}

export function asText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new NetworkFileError(`${what} must be a text, but is ${shown(value)}.`);
}

export function asNumber(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new NetworkFileError(`${what} must be a finite number, but is ${shown(value)}.`);
}

export function asWhole(value: unknown, what: string, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new NetworkFileError(`${what} must be a whole number from ${least}, but is ${shown(value)}.`);
}

/** A list of finite numbers. */
export function asVector(value: unknown, what: string): Float64Array {
  const items = asList(value, what);
  const bad = items.findIndex((item) => typeof item !== 'number' || !Number.isFinite(item));
  if (bad === -1) return Float64Array.from(items as number[]);
  throw new NetworkFileError(
    `${what} must hold finite numbers, but number ${bad + 1} is ${shown(items[bad])}.`,
  );
}

/** One number for both directions, or a pair [vertical, horizontal]. */
export function asPair(value: unknown, what: string, least: number): readonly [number, number] {
  if (!Array.isArray(value)) {
    const both = asWhole(value, what, least);
    return [both, both];
  }
  if (value.length !== 2)
    throw new NetworkFileError(`${what} must be one number or two, but is ${shown(value)}.`);
  return [asWhole(value[0], what, least), asWhole(value[1], what, least)];
}

/** Refuses keys that mean nothing, which are slips more often than not. */
export function onlyKeys(object: object, known: readonly string[], what: string): void {
  const strange = Object.keys(object).find((key) => !known.includes(key));
  if (strange !== undefined)
    throw new NetworkFileError(`${what} has no setting "${strange}". It can have ${listed(known)}.`);
}

export function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
