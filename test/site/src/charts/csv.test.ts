import { expect, test } from 'vitest';
import { tableCsv } from '../../../../site/src/charts/csv.ts';

test('quotes what needs quotes, keeps numbers exact, leaves missing values empty', () => {
  const columns = ['name', 'a,b'].map((name) => ({ name, title: name, unit: 'one' }));
  const rows = [
    ['plain', 0.1],
    ['say "hi"\nthere', null],
    ['', -1e-300],
  ];
  expect(tableCsv({ columns, rows })).toBe('name,"a,b"\nplain,0.1\n"say ""hi""\nthere",\n,-1e-300\n');
});
