import type { Report } from '../diagnostics/diagnostic.ts';
import { asMap } from '../experiment/fields.ts';
import type { Form } from '../experiment/form.ts';
import { isFragment } from '../experiment/fragment.ts';
import { readYaml } from '../source/read.ts';
import { commentsOf } from './comments.ts';
import { Layout } from './layout.ts';

/**
 * The canonical text of an experiment file: sections and keys in the order of the language, two spaces a level,
 * block style, expressions printed, lines of at most 100 columns where an expression or prose can be folded.
 * Comments stay with what they belong to, and numbers and names as their author wrote them. Formatting what was
 * formatted changes nothing, and no formatting changes a plan.
 * @returns undefined where the file is not YAML or an expression is broken, which has been reported
 */
export function format(file: string, text: string, report: Report): string | undefined {
  let broken = false;
  const tell: Report = (diagnostic) => {
    broken ||= diagnostic.severity === 'error';
    report(diagnostic);
  };
  const node = readYaml(file, text, tell);
  const root = node && asMap(node, 'an experiment', 'crease: 1', tell);
  if (!root || broken) return undefined;
  const form: Form = { section: isFragment(root) ? 'fragment' : 'experiment' };
  const lines = new Layout(text, tell).document(root, form, commentsOf(text));
  return broken ? undefined : `${lines.join('\n')}\n`;
}
