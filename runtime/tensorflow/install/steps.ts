/** What the steps need of the machine; `install.ts` brings the real ones, tests bring their own. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** The version of libtensorflow that runs now, or the reason why none does. */
  probe(): Promise<{ readonly library: string } | { readonly reason: string }>;
  isCached(): Promise<boolean>;
  /** Puts the cached files into the package. */
  placeCached(): Promise<void>;
  /** Keeps the files that are in the package for the next installation. */
  keep(): Promise<void>;
  officialHostAnswers(): Promise<boolean>;
  runOfficialScript(): Promise<void>;
  /** Brings the library from the npm registry into the package. */
  bringFromRegistry(): Promise<void>;
  say(line: string): void;
}

interface Source {
  /** Completes the sentence "TensorFlow … from". */
  readonly name: string;
  /** Why this source is not tried here; undefined where it is. */
  refuse(machine: Machine): Promise<string | undefined>;
  bring(machine: Machine): Promise<void>;
  readonly keep: boolean;
}

/** In this order: the nearest first, then the newest library. */
const sources: readonly Source[] = [
  {
    name: 'the cache of an earlier installation',
    refuse: async (machine) => ((await machine.isCached()) ? undefined : 'there is none'),
    bring: (machine) => machine.placeCached(),
    keep: false,
  },
  {
    name: "the official script of '@tensorflow/tfjs-node'",
    refuse: async (machine) =>
      (await machine.officialHostAnswers()) ? undefined : 'its download host does not answer',
    bring: (machine) => machine.runOfficialScript(),
    keep: true,
  },
  {
    name: 'the npm registry',
    refuse: async ({ platform, arch }) =>
      platform === 'linux' && arch === 'x64' ? undefined : `it has none for ${platform} ${arch}`,
    bring: (machine) => machine.bringFromRegistry(),
    keep: true,
  },
];

/**
 * Sees to it that TensorFlow's native library runs, from the first source that can give one, and says each
 * step in one line. Never rejects: without the library Crease runs on the WASM backend.
 */
export async function installTensorFlow(machine: Machine): Promise<'present' | 'installed' | 'missing'> {
  const before = await machine.probe();
  if ('library' in before) {
    machine.say(`TensorFlow ${before.library} is already installed.`);
    return 'present';
  }
  for (const source of sources) {
    const failure = await attempt(source, machine);
    if (!failure) return 'installed';
    machine.say(`Not from ${source.name}: ${failure}.`);
  }
  machine.say('Crease will run on the WASM backend, which is slower; `crease doctor` says what to do.');
  return 'missing';
}

async function attempt(source: Source, machine: Machine): Promise<string | undefined> {
  try {
    const refusal = await source.refuse(machine);
    if (refusal) return refusal;
    await source.bring(machine);
  } catch (error) {
    return firstLine(error);
  }
  const after = await machine.probe();
  if ('reason' in after) return `what it gave does not run (${after.reason})`;
  machine.say(`TensorFlow ${after.library} installed from ${source.name}.`);
  if (source.keep) await machine.keep().catch((error) => machine.say(`Not cached: ${firstLine(error)}.`));
  return undefined;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n')[0].replace(/\.$/, '');
