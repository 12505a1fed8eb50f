import { networkVariables } from '../../compiler/program/network.ts';
import type { Values } from '../tensorflow/executor.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Member, State, Trained } from './train.ts';

/** What is known of one member while it trains. */
export class Progress {
  readonly member: Member;
  #step: number;
  readonly #loss: number[];
  #divergence: string | undefined;
  #states: Checkpoint['states'];

  constructor(member: Member) {
    const { step = 0, loss = [], divergence, states = {} } = member.from ?? {};
    this.member = member;
    this.#step = step;
    this.#loss = [...loss];
    this.#divergence = divergence;
    this.#states = states;
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  get diverged(): boolean {
    return this.#divergence !== undefined;
  }

  get goesOn(): boolean {
    return !this.diverged && this.#step < this.member.training.steps;
  }

  /** Whether its present state is one of those that were asked for. */
  get stops(): boolean {
    return !this.diverged && this.member.stops.includes(this.#step);
  }

  /** Takes note of one more step. */
  take(loss: number): void {
    this.#step++;
    this.#loss.push(loss);
    if (!Number.isFinite(loss)) this.#diverge(`the loss became ${nameOf(loss)} at step ${this.#step}`);
  }

  /** Takes its present states, of which a checkpoint is made. */
  keep(states: Checkpoint['states']): void {
    this.#states = states;
  }

  /** What it starts from, or went on from: the value of a state; undefined where that is zero. */
  startOf(state: string): Values | undefined {
    return this.#step === 0 ? this.member.initial[state] : this.#states[state];
  }

  /**
   * The network as it was last kept; undefined where a variable is no number. After the last step that is a divergence;
   * before, the next loss tells, so that how a training ends does not depend on when it is looked at.
   */
  show(): State | undefined {
    const names = networkVariables(this.member.network).map(({ state }) => state);
    const odd = names.find((name) => !this.#states[name].every(Number.isFinite));
    if (odd === undefined) return Object.fromEntries(names.map((name) => [name, this.#states[name]]));
    const value = this.#states[odd].find((candidate) => !Number.isFinite(candidate))!;
    if (!this.goesOn) this.#diverge(`${odd} became ${nameOf(value)} by step ${this.#step}`);
    return undefined;
  }

  checkpoint(): Checkpoint {
    return { step: this.#step, states: this.#states, ...this.trained() };
  }

  trained(): Trained {
    return {
      loss: Float64Array.from(this.#loss),
      ...(this.#divergence !== undefined && { divergence: this.#divergence }),
    };
  }

  #diverge(reason: string): void {
    this.#divergence = reason;
    this.#states = {};
  }
}

const nameOf = (value: number): string => (Number.isNaN(value) ? 'NaN' : 'infinite');
