import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentPolicy, withPolicy } from '../../site/policy.ts';

test('a page may use its own styles by their hashes, own scripts, fonts and pictures, and nothing else', () => {
  const hash = createHash('sha256').update('a{}').digest('base64');
  expect(
    contentPolicy('<head><style>a{}</style><style>a{}</style></head><p title="<style>b{}</style>">'),
  ).toBe(
    `default-src 'none'; script-src 'self'; style-src 'sha256-${hash}'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'`,
  );
});

test('the policy stands before anything that it rules', () => {
  const html = withPolicy('<head><meta charset="utf-8"><style>$&</style></head>');
  expect(html).toMatch(
    /^<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"[^>]*><style>\$&<\/style>/,
  );
});
