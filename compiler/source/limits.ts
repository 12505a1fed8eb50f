/** Bounds on what the front end reads; passing one is an error that names the bound. */
export const limits = {
  /** Characters (UTF-16 units) of one experiment file. */
  file: 1_000_000,
  /** Levels of maps and lists inside each other, and of brackets inside an expression. */
  nesting: 64,
  /** Characters of one expression. */
  expression: 100_000,
  /** Operators between the root of an expression and its deepest leaf. */
  operators: 500,
} as const;
