import { expect, test } from 'vitest';
import { catalogue } from '../../../compiler/diagnostics/catalogue.ts';
import { examples } from '../../../compiler/diagnostics/examples/index.ts';
import { sections } from '../../../compiler/experiment/form.ts';
import {
  codePages,
  findPage,
  type Page,
  pageNames,
  referencePages,
} from '../../../compiler/reference/index.ts';
import { registry } from '../../../compiler/registry/index.ts';
import { statistics } from '../../../compiler/registry/statistics/index.ts';
import { trends } from '../../../compiler/registry/trends/index.ts';

const textOf = (page: Page | undefined) => JSON.stringify(page?.sections);

test('every page has a name of its own', () => {
  const names = pageNames();
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test('everything that can be called has a page that documents it whole', () => {
  for (const record of [...registry.values(), ...Object.values(statistics), ...Object.values(trends)]) {
    const page = findPage(record.name);
    expect(page, record.name).toBeDefined();
    const text = textOf(page);
    for (const part of [...record.about.split('\n\n'), record.source ?? '', record.example]) {
      expect(text, record.name).toContain(JSON.stringify(part).slice(1, -1));
    }
    for (const { name, about } of record.parameters) {
      expect(text, record.name).toContain(`\`${name}\``);
      expect(text, record.name).toContain(JSON.stringify(about).slice(1, -1));
    }
  }
});

test('every key of the language is on the page of its section', () => {
  for (const [name, { keys }] of Object.entries(sections)) {
    for (const [key, { about }] of Object.entries(keys)) {
      expect(textOf(findPage(name)), `${name}.${key}`).toContain(JSON.stringify([about]).slice(2, -2));
    }
  }
});

test('every code has a page, and with an example what is said about it', () => {
  const pages = codePages();
  expect(pages.map(({ name }) => name)).toEqual([...catalogue.keys()]);
  for (const page of pages) {
    const text = textOf(page);
    expect(text).toContain(JSON.stringify(catalogue.get(page.name)?.why).slice(1, -1));
    if (examples[page.name]) expect(text).toMatch(new RegExp(`(error|warning)\\[${page.name}\\]: `));
    expect(text.length, page.name).toBeLessThan(8_000);
  }
});

test('links between pages lead somewhere', () => {
  for (const page of [...referencePages, ...codePages()])
    for (const [, target] of (textOf(page) ?? '').matchAll(/\]\(([^)]+)\.html\)/g))
      expect(findPage(target), `${page.name} → ${target}`).toBeDefined();
});

test('names are found in any case', () => {
  expect(findPage('cr0309')?.name).toBe('CR0309');
  expect(findPage('Batch_Norm')?.name).toBe('batch_norm');
  expect(findPage('toString')).toBeUndefined();
});
