import { expect, test } from 'vitest';

test('the tests run on Node 22, which npm ci installs beside the packages', () => {
  expect(
    process.versions.node.split('.')[0],
    `these tests run on Node ${process.versions.node}; start them with npm test`,
  ).toBe('22');
});
