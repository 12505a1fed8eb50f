/** A network file that can't be read as one. The message names file, layer and tensor, and says what to do. */
export class NetworkFileError extends Error {}

/** Does `work`; what is wrong with its input is reported with `place` before it: `fc1: the tensor …`. */
export function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // The geometry refuses shapes that do not fit with a RangeError.
    if (!(error instanceof NetworkFileError || error instanceof RangeError)) throw error;
    throw new NetworkFileError(`${place}: ${lowerFirst(error.message)}`);
  }
}

const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;

/** At most twelve of `names`, for messages. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || 'nothing';
}
