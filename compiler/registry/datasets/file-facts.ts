/** How a data file of the author's own is written. */
export type DataForm = 'csv' | 'npy' | 'idx' | 'image_folder';

/** A file whose facts are wanted, and how it is written. */
export interface WantedData {
  readonly file: string;
  readonly form: DataForm;
}

/** The same file may be asked for in two forms, one of them by mistake. */
export const factsKey = ({ file, form }: WantedData): string => `${form}:${file}`;

/** What is known of a data file before anything runs, or why it cannot be read. */
export type DataFileFacts = TableFacts | ArrayFacts | ImageFacts | { readonly problem: string };

/** Rows of cells under a line of names. */
export interface TableFacts {
  readonly form: 'table';
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}
export interface Column {
  readonly name: string;
  /** The first cell that is not a finite number, with its line. */
  readonly odd?: { readonly cell: string; readonly line: number };
  /** The different cells, numbers in rising order and texts by their characters; missing where they are many. */
  readonly different?: readonly string[];
}

/** Numbers in a grid, examples first. */
export interface ArrayFacts {
  readonly form: 'array';
  readonly sha256: string;
  /** `[examples, …]` */
  readonly shape: readonly number[];
  /** The first number that is not finite: "NaN at [3, 0]". */
  readonly odd?: string;
  /** Least and greatest number, where all are whole. */
  readonly whole?: readonly [least: number, greatest: number];
}

/** Images in folders, one folder a class. */
export interface ImageFacts {
  readonly form: 'images';
  /** SHA-256 over the bytes of all images and where each class begins. */
  readonly sha256: string;
  readonly count: number;
  /** `[height, width, channels]` */
  readonly shape: readonly number[];
  /** Names of the folders, sorted. */
  readonly classes: readonly string[];
}

/** Larger numbers of classes are taken for a column that is no label. */
export const mostClasses = 1000;
