/** Where in the file something is typed, told from indentation alone, since the YAML may be broken just there. */
export interface TypedPlace {
  /** The keys above, outermost first; items of lists are not counted. */
  readonly path: readonly string[];
  readonly kind: 'key' | 'value';
  /** Whether it is an item of a list, where a key starts a map. */
  readonly item: boolean;
  /** The text between the start of the value, or of the key, and the cursor. */
  readonly typed: string;
  /** Keys that the same map has already. */
  readonly siblings: readonly string[];
}

/** `key:` at the start of a line, behind any dashes. */
const keyPattern =
  /^([ \t]*)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s#'"[\]{},&*!|>%@`-][^:#]*?|-[^:#\s][^:#]*?)[ \t]*:(?=\s|$))?/;

interface Line {
  readonly start: number;
  readonly text: string;
  /** Columns of the dashes, of the key, and where its value begins. */
  readonly dashes: readonly number[];
  readonly column: number;
  readonly key?: string;
  readonly value: number;
}

function readLine(text: string, start: number): Line {
  const [whole, blank, dashes, key] = keyPattern.exec(text) as RegExpExecArray;
  const columns = [...dashes.matchAll(/-/g)].map(({ index }) => blank.length + index);
  const column = blank.length + dashes.length;
  return { start, text, dashes: columns, column, key: key?.replace(/^["']|["']$/g, ''), value: whole.length };
}

const isEmpty = ({ text }: Line) => /^\s*(?:#|$)/.test(text);

/** The place at `offset`; undefined inside a comment. */
export function placeAt(text: string, offset: number): TypedPlace | undefined {
  const before = text.slice(0, offset).split('\n');
  let start = 0;
  const lines = before.map((line) => {
    const read = readLine(line, start);
    start += line.length + 1;
    return read;
  });
  const here = lines[lines.length - 1];
  if (/^\s*#|\s#/.test(here.text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, ''))) return undefined;
  const above = lines.slice(0, -1);
  if (here.key !== undefined) return inValue([...pathOf(above, here), here.key], here.text.slice(here.value));
  const owner = here.dashes.length === 0 ? continued(above, here) : undefined;
  if (owner) {
    const value = owner.start + owner.value;
    const path =
      owner.key === undefined
        ? pathOf(above, owner)
        : [...pathOf(above.slice(0, above.indexOf(owner)), owner), owner.key];
    return inValue(path, text.slice(value, offset));
  }
  const path = pathOf(above, here);
  if (here.dashes.length > 0) return inValue(path, here.text.slice(here.column), true);
  return {
    path,
    kind: 'key',
    item: false,
    typed: here.text.trimStart(),
    siblings: siblingsOf(text, offset, here.column),
  };
}

/** The line whose value goes on at `here`: one that is less indented and has text after its key or dash. */
function continued(above: readonly Line[], here: Line): Line | undefined {
  const owner = above.findLast(
    (line) => !isEmpty(line) && (line.dashes[0] ?? line.column) < Math.max(1, here.column),
  );
  if (!owner || (owner.dashes[0] ?? owner.column) >= here.column) return undefined;
  const rest = owner.text.slice(owner.value).trim();
  return rest !== '' && !rest.startsWith('#') ? owner : undefined;
}

/** The keys above a line. */
function pathOf(above: readonly Line[], here: Line): string[] {
  const path: string[] = [];
  let column = here.dashes[0] ?? here.column;
  let inList = here.dashes.length > 0;
  for (const line of above.toReversed()) {
    if (isEmpty(line)) continue;
    const { key } = line;
    if (
      key !== undefined &&
      (line.column < column || (inList && line.column === column && line.dashes.length === 0))
    ) {
      path.unshift(key);
      column = line.column;
      inList = false;
    }
    const dash = line.dashes.find((each) => each < column);
    if (dash === undefined) continue;
    column = line.dashes[0];
    inList = true;
  }
  return path;
}

/** A value that may be a flow collection, `{x: step, y: …`. */
function inValue(path: readonly string[], typed: string, item = false): TypedPlace {
  const text = typed.replace(/^\s*[|>][-+0-9]*[ \t]*(?:\r?\n|$)/, '');
  const lead = text.trimStart();
  if (!/^\[*\s*\{/.test(lead))
    return { path, kind: 'value', item, typed: lead.replace(/^["']/, ''), siblings: [] };
  return inFlow(path, lead);
}

/** Follows the braces of a flow map up to the cursor. Brackets and parentheses stay part of the expression. */
function inFlow(path: readonly string[], text: string): TypedPlace {
  const maps: { key?: string; keys: string[]; brackets: number }[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const map = maps[maps.length - 1];
    const sign = text[at];
    if (sign === '{') {
      maps.push({ keys: [], brackets: 0 });
      start = at + 1;
    } else if (sign === '}') {
      maps.pop();
      start = at + 1;
    } else if (!map) continue;
    else if ('(['.includes(sign)) map.brackets++;
    else if (')]'.includes(sign)) map.brackets--;
    else if (sign === ',' && map.brackets <= 0) {
      map.key = undefined;
      start = at + 1;
    } else if (sign === ':' && map.key === undefined && /^(?:\s|$)/.test(text.slice(at + 1))) {
      map.key = text.slice(start, at).trim();
      map.keys.push(map.key);
      start = at + 1;
    }
  }
  const keys = maps.flatMap(({ key }) => key ?? []);
  const inner = maps[maps.length - 1];
  const kind = inner && inner.key === undefined ? 'key' : 'value';
  return {
    path: [...path, ...keys],
    kind,
    item: false,
    typed: text.slice(start).trimStart(),
    siblings: inner?.keys ?? [],
  };
}

/** The keys of the block map that has a key at `column` on the line of `offset`. */
function siblingsOf(text: string, offset: number, column: number): string[] {
  const from = text.lastIndexOf('\n', offset - 1);
  const end = text.indexOf('\n', offset);
  const lines = (part: string) => part.split('\n').map((line) => readLine(line, 0));
  const before = from < 0 ? [] : lines(text.slice(0, from)).toReversed();
  return [before, end < 0 ? [] : lines(text.slice(end + 1))].flatMap((side) => keysUntilParent(side, column));
}

function keysUntilParent(lines: readonly Line[], column: number): string[] {
  const keys: string[] = [];
  for (const line of lines) {
    if (isEmpty(line)) continue;
    if (line.column === column && line.key !== undefined) keys.push(line.key);
    if ((line.dashes[0] ?? line.column) < column) break;
  }
  return keys;
}
