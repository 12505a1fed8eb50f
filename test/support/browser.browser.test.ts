import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

test('the tests have a browser that runs scripts and draws', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(
      '<svg width="40" height="30"></svg><script>document.title = String(6 * 7)</script>',
    );
    expect(await page.title()).toBe('42');
    expect(await page.locator('svg').boundingBox()).toMatchObject({ width: 40, height: 30 });
  } finally {
    await browser.close();
  }
});
