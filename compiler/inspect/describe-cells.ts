import type { Opened } from './open.ts';

/** Some combinations in as few words as they can be told from the others: `rate=0.001`, or all of their ids. */
export function describeCells(ids: readonly string[], { axes, combinations }: Opened): string {
  const own = combinations.filter(({ id }) => ids.includes(id));
  const parts = axes.flatMap(({ name, arms }) => {
    const used = new Set(own.map((combination) => combination.arms.get(name)?.name));
    return used.size < arms.length ? [{ name, arms: [...used] }] : [];
  });
  const meant = combinations.filter(
    ({ arms, removedBy }) =>
      removedBy.length === 0 && parts.every((part) => part.arms.includes(arms.get(part.name)?.name)),
  );
  if (meant.length !== ids.length) return ids.join(' and ');
  return parts.map((part) => `${part.name}=${part.arms.join(' or ')}`).join(', ') || 'every cell';
}
