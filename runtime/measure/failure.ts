/**
 * A measurement has no result, and `message` says why and what to do: a cap was reached, or a certificate
 * is violated. The other measurements go on.
 */
export class MeasurementFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MeasurementFailure';
    // Its settings are the reason, not a place in the program.
    this.stack = message;
  }
}
