import type { DataSpec } from '../../plan/plan.ts';
import type { Documented, Refusal, Settings } from '../construct.ts';
import type { DataFileFacts, DataForm } from './file-facts.ts';
import type { PublishedFile } from './published.ts';

/** The record of a data set. */
export interface DatasetRecord extends Documented {
  readonly kind: 'dataset';
  /** The shipped file that it is read from, below `workflows/data`, and the SHA-256 of its bytes. */
  readonly file?: { readonly path: string; readonly sha256: string };
  /** Files that others publish and that each machine gets for itself. */
  readonly published?: readonly PublishedFile[];
  /** Debian's package of these files. */
  readonly debian?: string;
  /** True where its examples depend on how the data set that it is made of was dealt to parts. */
  readonly usesParts?: true;
  /** What is known of the data set before it is read; undefined where it is made of a file that is not at hand. */
  readonly describe: (settings: Settings, known: Known) => DataSpec | Refusal | undefined;
}

/** What is known besides the settings of a data set. */
export interface Known {
  /** Another data set of the file by its name; undefined where there is none. */
  readonly other: (name: string) => DataSpec | undefined;
  /** A file of the project; undefined, and reported, where it cannot be read. */
  readonly file: (path: string, form: DataForm) => KnownFile | undefined;
}

export interface KnownFile {
  /** Its path from the folder that the names of files start from. */
  readonly path: string;
  readonly facts: Exclude<DataFileFacts, { readonly problem: string }>;
}
