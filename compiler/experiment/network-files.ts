import {
  badNetworkPath,
  missingNetwork,
  networkOutside,
  notAlone,
  otherInput,
  unreadableNetwork,
} from '../diagnostics/codes/network-files.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Value } from '../expression/values.ts';
import type { NetworkFileFacts } from '../registry/layers/from_file.ts';
import { badnessOfPath, fileBeside } from './import-path.ts';
import type { Placed, PlacedLayer } from './place.ts';

/** The network files that an experiment names, and what is known of them. */
export class NetworkFiles {
  /** Files whose facts are wanted and were not given. */
  readonly #needs: Set<string>;
  readonly #facts: Readonly<Record<string, NetworkFileFacts>>;
  readonly #missing: readonly string[];
  readonly #main: string;

  /**
   * @param main the experiment file
   * @param missing files that were looked for and are not there
   * @param needs is given the files whose facts are wanted
   */
  constructor(
    main: string,
    facts: Readonly<Record<string, NetworkFileFacts>>,
    missing: readonly string[],
    needs: Set<string>,
  ) {
    this.#main = main;
    this.#facts = facts;
    this.#missing = missing;
    this.#needs = needs;
  }

  /** The same layers, a network file with its facts; undefined, and reported, where it cannot stand there. */
  fill(placed: readonly Placed[], input: Extract<Value, { kind: 'data' }>): readonly Placed[] | undefined {
    const file = placed.find(isFromFile);
    if (file === undefined) {
      const inner = placed.flatMap(inBlocks).find(isFromFile);
      return inner ? refuseCompany(inner) : placed;
    }
    return placed.length > 1 ? refuseCompany(file) : this.#describe(file, input);
  }

  #describe(placed: PlacedLayer, input: Extract<Value, { kind: 'data' }>): readonly Placed[] | undefined {
    const { site, layer } = placed;
    const path = String(layer.path);
    const { report } = site.scope;
    const file = this.#fileOf(path, placed);
    if (file === undefined) return undefined;
    if (this.#missing.includes(file)) {
      report(diagnose(missingNetwork, site.span, { path, file }));
      return undefined;
    }
    const facts = Object.hasOwn(this.#facts, file) ? this.#facts[file] : undefined;
    if (facts === undefined) {
      this.#needs.add(file);
      return undefined;
    }
    if ('problem' in facts) {
      report(diagnose(unreadableNetwork, site.span, { problem: facts.problem }));
      return undefined;
    }
    if (!sameInputs(input.spec.shape, facts.input)) {
      const got = input.spec.shape.join('×');
      report(diagnose(otherInput, site.span, { data: input.name, got, path, wanted: facts.input.join('×') }));
      return undefined;
    }
    return [{ ...placed, layer: { ...layer, ...facts, path: file } }];
  }

  #fileOf(path: string, { site: { span, scope } }: PlacedLayer): string | undefined {
    const bad = badnessOfPath(path);
    if (bad) {
      scope.report(diagnose(badNetworkPath, span, { path, ...bad }));
      return undefined;
    }
    const file = fileBeside(path, span.file, this.#main);
    if (file === undefined) scope.report(diagnose(networkOutside, span, { path }));
    return file;
  }
}

const isFromFile = (placed: Placed): placed is PlacedLayer =>
  placed.kind === 'layer' && placed.record.name === 'from_file';

const inBlocks = (placed: Placed): readonly Placed[] =>
  placed.kind === 'block' ? [...placed.layers, ...placed.shortcut].flatMap(inBlocks) : [placed];

function refuseCompany({ site }: PlacedLayer): undefined {
  site.scope.report(diagnose(notAlone, site.span, {}));
}

/** Equal shapes, or as many numbers where one of the two is flat. */
function sameInputs(data: readonly number[], network: readonly number[]): boolean {
  if (data.join() === network.join()) return true;
  const size = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  return (
    size(data) === size(network) && (data.length === 1 || network.length === 1 || isImageOfOne(data, network))
  );
}

/** One image of one channel, written with the channel first or last. */
const isImageOfOne = (data: readonly number[], network: readonly number[]): boolean =>
  data.filter((side) => side !== 1).join() === network.filter((side) => side !== 1).join();
