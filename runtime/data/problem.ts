/** A data file cannot be used: the message names the file, the place in it, and what to do. */
export class DataFileError extends Error {}
