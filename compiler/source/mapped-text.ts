/** Text rebuilt from its source: unit `i` of `text` comes from `starts[i]` up to `ends[i]`. */
export class MappedText {
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  /** Appends text that a longer or shorter piece of source stands for: an escape, a fold. */
  replace(text: string, start: number, end: number): void {
    for (let i = 0; i < text.length; i++) {
      this.starts.push(start);
      this.ends.push(end);
    }
    this.text += text;
  }

  /** Appends source as it is, keeping the halves of a surrogate pair together. */
  copy(source: string, start: number): void {
    let at = start;
    for (const character of source) {
      this.replace(character, at, at + character.length);
      at += character.length;
    }
  }
}
