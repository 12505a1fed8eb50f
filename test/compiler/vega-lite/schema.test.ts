import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prune, write } from './prune.ts';

const source = new URL('../../../node_modules/vega-lite/build/vega-lite-schema.json', import.meta.url);
const pruned = new URL('../../../compiler/vega-lite/schema.json', import.meta.url);

/** After an update of Vega-Lite, `npx vitest run -u test/compiler/vega-lite` writes the file anew. */
test('the schema of charts is what the installed Vega-Lite says', async () => {
  const whole = JSON.parse(readFileSync(source, 'utf8'));
  await expect(write(prune(whole))).toMatchFileSnapshot('../../../compiler/vega-lite/schema.json');
});

test('nothing in it is evaluated or loaded', () => {
  const text = readFileSync(pruned, 'utf8');
  const words = ['"$ref":"ExprRef"', '"expr":', '"signal":', '"url":', '"href":', '"param":', '"calculate":'];
  expect(words.filter((word) => text.includes(word))).toEqual([]);
});
