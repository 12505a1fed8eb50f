import type { CST } from 'yaml';
import { mapBlock, readBlockHeader } from './block-positions.ts';
import { mapDouble, mapPlain, mapSingle } from './flow-positions.ts';
import type { MappedText } from './mapped-text.ts';
import type { Span } from './span.ts';
import type { YamlScalar } from './yaml-tree.ts';

const styles = {
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
} as const;

/** Makes the scalar that `token` holds; `value` is what the YAML library reads in it. */
export function scalarOf(file: string, token: CST.FlowScalar | CST.BlockScalar, value: string): YamlScalar {
  if (token.type === 'block-scalar') return blockScalar(file, token, value);
  const style = token.type === 'alias' ? 'plain' : styles[token.type];
  const span = { file, start: token.offset, end: token.offset + token.source.length };
  const comment = style === 'plain' ? commentAfter(file, token.end) : undefined;
  return { kind: 'scalar', text: value, style, span, comment, at: locate(span, value, () => mapFlow(token)) };
}

/** A plain scalar that YAML itself would not have read so: the author's text, as it stands in the source. */
export function scalarFromSource(file: string, source: string, start: number, end: number): YamlScalar {
  const mapped = mapPlain(source.slice(start, end), start);
  const span = { file, start, end };
  return {
    kind: 'scalar',
    text: mapped.text,
    style: 'plain',
    span,
    at: locate(span, mapped.text, () => mapped),
  };
}

function mapFlow(token: CST.FlowScalar): MappedText {
  if (token.type === 'single-quoted-scalar') return mapSingle(token.source, token.offset);
  if (token.type === 'double-quoted-scalar') return mapDouble(token.source, token.offset);
  return mapPlain(token.source, token.offset);
}

function blockScalar(file: string, token: CST.BlockScalar, value: string): YamlScalar {
  const props = token.props as readonly CST.SourceToken[];
  const header = readBlockHeader(props.find((prop) => prop.type === 'block-scalar-header')?.source ?? '|');
  const last = props[props.length - 1];
  const start = last.offset + last.source.length;
  const span = { file, start: token.offset, end: start + token.source.trimEnd().length };
  const at = locate(span, value, () => mapBlock(header, token.source, start, token.indent));
  return { kind: 'scalar', text: value, style: header.folded ? 'folded' : 'literal', span, at };
}

function commentAfter(file: string, tokens: readonly CST.SourceToken[] | undefined): YamlScalar['comment'] {
  const comment = tokens?.find((token) => token.type === 'comment' || token.type === 'newline');
  if (comment?.type !== 'comment') return undefined;
  const span = { file, start: comment.offset, end: comment.offset + comment.source.length };
  return { text: comment.source, span };
}

/**
 * The function from text offsets to the source, built when it is first asked.
 * Falls back to the scalar's first character where the rebuilt text is not the library's.
 */
function locate(whole: Span, text: string, map: () => MappedText): YamlScalar['at'] {
  let known: { readonly mapped: MappedText; readonly isTrue: boolean } | undefined;
  return (from, to) => {
    if (!known) {
      const mapped = map();
      known = { mapped, isTrue: mapped.text === text };
    }
    if (!known.isTrue) return { file: whole.file, start: whole.start, end: whole.start };
    const { starts, ends } = known.mapped;
    const start = starts[from] ?? ends[text.length - 1] ?? whole.start;
    const end = to > from ? (ends[Math.min(to, text.length) - 1] ?? start) : start;
    return { file: whole.file, start, end };
  };
}
