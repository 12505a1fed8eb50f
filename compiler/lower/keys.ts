import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../plan/canonical.ts';
import type { Construct, DataRef, DataSetting, DataSpec, NetworkSpec, Setting } from '../plan/plan.ts';
import type { DatasetRecord } from '../registry/datasets/dataset.ts';
import { type DatasetName, datasets } from '../registry/datasets/index.ts';
import { registry } from '../registry/index.ts';

/** Version of the records' format and of everything in a key that no registry record counts. */
export const recordFormat = 2;

/** Turns constructs into what they mean, for keys: no defaults, no local names, versions of what computes them. */
export class Meaning {
  private readonly specs: Readonly<Record<string, DataSpec>>;
  private readonly splitPerReplicate: boolean;
  /** What was asked before, and canonical texts of what many keys share. */
  private readonly meanings = new WeakMap<Construct, Construct>();
  private readonly texts = new WeakMap<object, string>();

  constructor(specs: Readonly<Record<string, DataSpec>>, splitPerReplicate: boolean) {
    this.specs = specs;
    this.splitPerReplicate = splitPerReplicate;
  }

  /** Content key: SHA-256 of the canonical form, as hexadecimal. */
  key(preimage: Construct): string {
    return bytesToHex(sha256(utf8ToBytes(canonical(preimage, this.texts))));
  }

  /** Says that `part` stands in several keys, so that its text is made once. */
  shared<T extends object>(part: T): T {
    this.texts.set(part, canonical(part, this.texts));
    return part;
  }

  /** A setting without what does not change results. */
  of(setting: Setting): Setting {
    if (Array.isArray(setting)) return setting.map((item) => this.of(item));
    if (typeof setting !== 'object' || setting === null) return setting;
    const construct = setting as Construct;
    const known = this.meanings.get(construct);
    if (known) return known;
    const meaning =
      construct.is === 'data' ? this.data(refOf(construct as DataSetting)) : this.construct(construct);
    this.meanings.set(construct, meaning);
    return this.shared(meaning);
  }

  /** A data set by what it holds: its source, or the hash of its file. */
  data({ data, part }: DataRef): Construct {
    const { source } = this.specs[data];
    const record = datasets[source.is as DatasetName] as DatasetRecord;
    // The replicate itself stands in every key that uses data.
    const ownSplit = this.splitPerReplicate && (part !== 'all' || record.usesParts === true);
    const sha256 = record.file?.sha256 ?? record.published?.map((file) => file.sha256);
    return {
      is: 'data',
      source: this.of(source),
      part,
      ...(ownSplit ? { split: 'per replicate' } : {}),
      ...(sha256 ? { sha256 } : {}),
    };
  }

  network({ input, layers }: NetworkSpec): Construct {
    return this.shared({
      is: 'network',
      input: this.data(input),
      layers: layers.map(({ path, layer, from }) => ({
        is: 'layer',
        path,
        layer: this.of(layer),
        ...(from ? { from } : {}),
      })),
    });
  }

  private construct(construct: Construct): Construct {
    const record = registry.get(construct.is);
    // A network out of a file is what it computes, wherever the file lies.
    if (construct.is === 'from_file' && record)
      return { is: `${construct.is}@${record.version}`, sha256: construct.sha256 };
    // A data set out of a file is its content, which stands beside its path.
    const paths = new Set(
      record?.parameters.flatMap(({ name, type }) => (type.kind === 'file' ? [name] : [])),
    );
    const standard = new Map(record?.parameters.map((parameter) => [parameter.name, parameter.default]));
    const kept = Object.entries(construct).filter(
      ([name, value]) =>
        name !== 'is' &&
        !paths.has(name) &&
        !(standard.get(name) !== undefined && canonical(standard.get(name)) === canonical(value)),
    );
    return {
      is: record ? `${construct.is}@${record.version}` : construct.is,
      ...Object.fromEntries(kept.map(([name, value]) => [name, this.of(value)])),
    };
  }
}

const refOf = ({ name, part }: DataSetting): DataRef => ({ data: name, part });
