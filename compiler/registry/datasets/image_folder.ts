import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Images of the author's own. */
export const imageFolder: DatasetRecord = {
  name: 'image_folder',
  kind: 'dataset',
  summary: 'Images of your own in folders, one folder for each class',
  about: `Every folder inside is a class, in the order of their names, and every \`.png\`, \`.pgm\` or \`.ppm\` file in it an image of that class. All images have one size. They have one channel where all of them are grey, else three; values go from 0 to 1. The path starts from the folder of the experiment. Results belong to the content of the images, whatever they are called. ${splitAbout}`,
  source: 'after `ImageFolder` of torchvision',
  version: 1,
  parameters: [
    { name: 'path', about: 'the folder, beside the experiment or in a folder below', type: { kind: 'file' } },
    ...splitParameters,
  ],
  example: 'image_folder("photos", test = 25%)',
  describe: (settings, { file }) => {
    const found = file(settings.path as string, 'image_folder');
    if (!found) return undefined;
    const { path, facts } = found;
    if (facts.form !== 'images') throw new Error('internal error: these are no facts of images');
    const { sha256, shape, classes, count } = facts;
    return labelled({ is: 'image_folder', ...settings, path, sha256 }, shape, classes.length, count);
  },
};
