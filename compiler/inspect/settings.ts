import type { Span } from '../source/span.ts';
import { evaluateIn, type Worth } from './evaluate-in.ts';
import { expressionOf, leavesOf, textOf } from './leaves.ts';
import type { Opened } from './open.ts';

/** One value of an experiment. */
export interface Setting {
  /** `train.epochs`, `network.layers.0.repeat` */
  readonly path: string;
  /** As written, in canonical form. */
  readonly text: string;
  readonly span: Span;
  /** What it is worth in each combination of arms that is kept; none for prose, claims and charts. */
  readonly worths: readonly Worth[];
  /** What the file says where a profile or the command line says otherwise. */
  readonly overrides?: { readonly text: string; readonly span: Span };
}

/** Every value of the file, in its order, with the overrides in it. */
export function settingsOf(opened: Opened): readonly Setting[] {
  const kept = opened.combinations.filter(({ removedBy }) => removedBy.length === 0);
  const before = new Map(leavesOf(opened.written).map((leaf) => [leaf.path, leaf]));
  return leavesOf(opened.overridden)
    .filter(({ path }) => !path.startsWith('profiles.'))
    .map((leaf): Setting => {
      const { path, node } = leaf;
      const old = before.get(path);
      const expression = expressionOf(leaf);
      const isOther =
        old && (old.node.span.file !== node.span.file || old.node.span.start !== node.span.start);
      return {
        ...{ path, text: textOf(leaf), span: node.span },
        worths: expression && isSetting(path) ? evaluateIn(expression, opened, kept).worths : [],
        ...(isOther ? { overrides: { text: textOf(old), span: old.node.span } } : {}),
      };
    });
}

/** Claims are about results, and charts and moments name things instead of computing them. */
const isSetting = (path: string) => !/^(?:claims|charts)\.|^measure\.[^.]*\.(?:at|by)$/.test(path);
