import { BackendUnavailable, backends, type ChosenBackend, chooseBackend } from '../runtime/backend.ts';
import { oneOf, UsageError } from './usage.ts';

/** The backend that `--backend` names, or the fastest one that runs on this machine. */
export async function readBackend(value: string | undefined): Promise<ChosenBackend> {
  const wanted = value === undefined ? undefined : oneOf('--backend', value, backends);
  try {
    return await chooseBackend(wanted);
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    throw new UsageError(`--backend ${wanted} does not run here: ${error.message}. Try \`crease doctor\`.`);
  }
}
