import { dirname, isAbsolute } from 'node:path';
import type { DataFileFacts, DataForm, WantedData } from '../../compiler/registry/datasets/file-facts.ts';
import { decodeIdxFile, decodeNpyFile } from './arrays.ts';
import { readTable, tableFacts } from './csv-format.ts';
import { insideFolder, readDataFile, sha256 } from './files.ts';
import { imageFacts } from './image-files.ts';
import { gridFacts } from './numbers.ts';
import { DataFileError } from './problem.ts';

const readers: Readonly<Record<DataForm, (path: string) => DataFileFacts>> = {
  csv: (path) => tableFacts(readTable(path)),
  npy: (path) => arrayFacts(path, decodeNpyFile),
  idx: (path) => arrayFacts(path, decodeIdxFile),
  image_folder: imageFacts,
};

function arrayFacts(path: string, decode: typeof decodeNpyFile): DataFileFacts {
  const bytes = readDataFile(path, 'array');
  return gridFacts(decode(bytes, path), sha256(bytes));
}

/**
 * What the compiler wants to know of a data file that `experiment` names. The file must lie in the project: the
 * current folder, or for an experiment outside of it, the experiment's own.
 */
export function dataFacts({ file, form }: WantedData, experiment: string): DataFileFacts {
  const outside = isAbsolute(experiment) || experiment.startsWith('..');
  try {
    insideFolder(outside ? dirname(experiment) : '.', file);
    return readers[form](file);
  } catch (error) {
    if (error instanceof DataFileError) return { problem: error.message };
    throw error;
  }
}
