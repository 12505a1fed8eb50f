import { count, duration } from '../text.ts';
import type { Row } from './state.ts';

/** `12 of 40 cells, 8 cached, 2 running, 1 failed, about 40 s left`. */
export function describeRow({ cells, cached, done, running, failed, left }: Row): string {
  const parts = [
    `${cached + done} of ${count(cells, 'cell')}`,
    cached && `${cached} cached`,
    running && `${running} running`,
    failed && `${failed} failed`,
    left !== undefined && `about ${duration(left)} left`,
  ];
  return parts.filter(Boolean).join(', ');
}
