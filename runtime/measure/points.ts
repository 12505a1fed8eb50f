/** Examples that something is measured or trained on. */
export interface Points {
  readonly count: number;
  /** [count][numbers of one example] */
  readonly inputs: Float64Array;
  /** Class of each example, where the data set has classes. */
  readonly labels?: Int32Array;
}
