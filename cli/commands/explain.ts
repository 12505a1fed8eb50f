import { nearest } from '../../compiler/diagnostics/nearest.ts';
import { findPage, pageNames, referencePages } from '../../compiler/reference/index.ts';
import { printPage } from '../page.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Explain a name of the language, or the code of a message';

export const help = `Usage: crease explain NAME|CODE [--format text|json]

For the code of a message: what is wrong, why the language has the rule, a mistake of that kind with the message
that it gives, and how it is mended. For a name: what it computes, where it comes from, its parameters with
their types, units and defaults, and an example. Without anything, the names there are.

Options:
  --format text|json   Text to read (default), or the page as one JSON object

Examples:
  crease explain CR0309
  crease explain batch_norm
  crease explain train          the keys of a section
  crease explain expressions

Exit codes:
  0  explained
  2  the command was not understood, or nothing has that name`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'text' } });
  const format = oneOf('--format', values.format, ['text', 'json']);
  if (positionals.length > 1)
    throw new UsageError(`it explains one thing at a time, not ${positionals.length}.`);
  const [name] = positionals;
  if (name === undefined) {
    process.stdout.write(`${overview()}\n`);
    return 0;
  }
  const page = findPage(name.replace(/\(\)$/, ''));
  if (!page) {
    const guess = nearest(name, pageNames());
    throw new UsageError(
      `nothing is named '${name}'.${guess ? ` Did you mean '${guess}'?` : ''} \`crease explain\` lists what is.`,
    );
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(page, null, 2)}\n` : `${printPage(page)}\n`);
  return 0;
}

function overview(): string {
  const groups = Map.groupBy(referencePages, ({ group }) => group);
  return [...groups]
    .map(([group, pages]) => {
      const width = Math.max(...pages.map(({ name }) => name.length));
      return [
        `${group}:`,
        ...pages.map(({ name, summary: line }) => `  ${name.padEnd(width)}  ${line}`),
      ].join('\n');
    })
    .join('\n\n');
}
