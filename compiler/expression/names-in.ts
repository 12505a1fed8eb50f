/**
 * Every name that a syntax tree mentions, of an expression or of anything made of expressions.
 * What stands before the parentheses of a call is a function, not a name of the file.
 */
export function namesIn(syntax: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(syntax)) for (const item of syntax) namesIn(item, found);
  else if (typeof syntax === 'object' && syntax !== null) {
    const { kind, name, callee, ...rest } = syntax as Record<string, unknown>;
    if (kind === 'name') found.add(name as string);
    else {
      if (kind !== 'call' || (callee as { kind?: string }).kind === 'member') namesIn(callee, found);
      for (const part of Object.values(rest)) namesIn(part, found);
    }
  }
  return found;
}
