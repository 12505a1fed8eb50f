import { expect, test } from 'vitest';
import { installTensorFlow, type Machine } from '../../../../runtime/tensorflow/install/steps.ts';

/** A machine without the library, on which nothing can be had, that writes down what is done to it. */
function bareMachine(changes: Partial<Machine> = {}) {
  const done: string[] = [];
  const said: string[] = [];
  const never = async () => {
    throw new Error('no way.\nand a stack');
  };
  const machine: Machine = {
    platform: 'linux',
    arch: 'x64',
    probe: async () => (done.at(-1)?.startsWith('bring') ? { library: '9.9.9' } : { reason: 'no addon' }),
    isCached: async () => false,
    placeCached: never,
    keep: async () => void done.push('keep'),
    officialHostAnswers: async () => false,
    runOfficialScript: never,
    bringFromRegistry: never,
    say: (line) => void said.push(line),
    ...changes,
  };
  const bring = (from: string) => async () => void done.push(`bring ${from}`);
  return { machine, done, said, bring };
}

test('does nothing where the library runs already', async () => {
  const { machine, done, said } = bareMachine({ probe: async () => ({ library: '2.9.1' }) });
  expect(await installTensorFlow(machine)).toBe('present');
  expect(done).toEqual([]);
  expect(said).toEqual(['TensorFlow 2.9.1 is already installed.']);
});

test('takes the cached files without asking any host', async () => {
  const { machine, done, bring } = bareMachine({ isCached: async () => true });
  const asked = async () => {
    throw new Error('asked');
  };
  const cached = { ...machine, placeCached: bring('cache'), officialHostAnswers: asked };
  expect(await installTensorFlow(cached)).toBe('installed');
  expect(done).toEqual(['bring cache']);
});

test('runs the official script where its host answers, and keeps what it brought', async () => {
  const { machine, done, said, bring } = bareMachine({ officialHostAnswers: async () => true });
  const open = { ...machine, runOfficialScript: bring('script'), bringFromRegistry: bring('registry') };
  expect(await installTensorFlow(open)).toBe('installed');
  expect(done).toEqual(['bring script', 'keep']);
  expect(said.at(-1)).toBe("TensorFlow 9.9.9 installed from the official script of '@tensorflow/tfjs-node'.");
});

test('goes on to the registry when the official script fails', async () => {
  const { machine, done, said, bring } = bareMachine({ officialHostAnswers: async () => true });
  expect(await installTensorFlow({ ...machine, bringFromRegistry: bring('registry') })).toBe('installed');
  expect(done).toEqual(['bring registry', 'keep']);
  expect(said).toContain("Not from the official script of '@tensorflow/tfjs-node': no way.");
});

test('goes on when what a source gave does not run', async () => {
  const { machine, said, bring } = bareMachine({ isCached: async () => true });
  let probes = 0;
  const probe = async () => (++probes < 3 ? { reason: 'wrong ELF class' } : { library: '1.15.0' });
  const broken = { ...machine, probe, placeCached: bring('cache'), bringFromRegistry: bring('registry') };
  expect(await installTensorFlow(broken)).toBe('installed');
  expect(said[0]).toBe(
    'Not from the cache of an earlier installation: what it gave does not run (wrong ELF class).',
  );
});

test('does not try the registry on systems for which it has no library', async () => {
  const { machine, done, said, bring } = bareMachine({ platform: 'darwin', arch: 'arm64' });
  expect(await installTensorFlow({ ...machine, bringFromRegistry: bring('registry') })).toBe('missing');
  expect(done).toEqual([]);
  expect(said).toContain('Not from the npm registry: it has none for darwin arm64.');
});

test('without any source it ends well and names the backend that is left', async () => {
  const { machine, said } = bareMachine();
  expect(await installTensorFlow(machine)).toBe('missing');
  expect(said).toContain('Not from the npm registry: no way.');
  expect(said.at(-1)).toContain('WASM backend');
});

test('a cache that cannot be written does not spoil an installation', async () => {
  const { machine, said, bring } = bareMachine();
  const keep = async () => {
    throw new Error('EROFS: read-only file system');
  };
  expect(await installTensorFlow({ ...machine, bringFromRegistry: bring('registry'), keep })).toBe(
    'installed',
  );
  expect(said.at(-1)).toBe('Not cached: EROFS: read-only file system.');
});

test('a cache that cannot be read is no cache', async () => {
  const { machine, bring } = bareMachine();
  const isCached = async () => {
    throw new Error('EACCES');
  };
  expect(await installTensorFlow({ ...machine, isCached, bringFromRegistry: bring('registry') })).toBe(
    'installed',
  );
});
