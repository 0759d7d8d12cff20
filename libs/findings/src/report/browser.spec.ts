import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { makeReport } from './report';
import { installedChromium } from '../testing/chromium';
import { writeOffice, writeOfficeBaseline, writeOfficeLabels } from '../testing/office';
import { newTables, writeText } from '../testing/written-tables';

const executablePath = installedChromium();
if (executablePath === undefined) {
  process.stderr.write('SKIPPED: no chromium is installed, so that the report page is opened in no browser\n');
}

jest.setTimeout(120_000);

(executablePath === undefined ? describe.skip : describe)('in a real browser, the page', () => {
  const tables = newTables();
  const file = join(tables.root, 'report.html');
  let browser: Browser;
  beforeAll(async () => {
    await Promise.all([writeOffice(tables), writeOfficeBaseline(tables)]);
    const labelsFile = writeOfficeLabels(tables.root);
    const hostile = `<b onmouseover="document.title='hit'">`;
    const { html } = await makeReport(tables, { project: hostile, now: new Date('2024-05-21T08:00:00Z'), labelsFile });
    writeText(file, html);
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(tables.root, { recursive: true });
  });

  /** Opens the page, and answers it with what its console said and what it asked for. */
  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; said: string[]; asked: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const [said, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, said, asked };
  }

  it('asks for nothing, breaks no rule of its own policy, and takes texts as texts', async () => {
    const { page, said, asked } = await open();
    expect(asked).toEqual([pathToFileURL(file).href]);
    expect(said).toEqual([]);
    expect(await page.locator('b[onmouseover]').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain('<b onmouseover=');
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('in %s has text that stands out from its ground', async (colorScheme) => {
    const { page } = await open({ colorScheme });
    const ratios = await page.evaluate<number[]>(contrastsInPage);
    expect(ratios.length).toBeGreaterThan(20);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
    await page.context().close();
  });

  it('on a narrow screen scrolls inside its tables only', async () => {
    const { page } = await open({ viewport: { width: 320, height: 700 } });
    const [content, screen] = await page.evaluate<number[]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    );
    expect(content).toBeLessThanOrEqual(Number(screen));
    await page.context().close();
  });

  it('by keyboard skips to the findings, opens and closes hosts, and reaches tables', async () => {
    const { page } = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the findings');
    const host = page.locator('details.host').nth(4);
    const summary = host.locator('summary');
    await summary.focus();
    const before = await host.getAttribute('open');
    await page.keyboard.press('Enter');
    expect((await host.getAttribute('open')) === null).toBe(before !== null);
    await page.locator('div.scroll').first().focus();
    expect(await page.evaluate('document.activeElement.className')).toContain('scroll');
    await page.context().close();
  });

  it('draws what stands out above the band of its baseline', async () => {
    const { page } = await open();
    const figure = page.locator('details.host[open] figure').first();
    const [dot, band] = await Promise.all([
      figure.locator('svg [aria-label="dot"] circle').boundingBox(),
      figure.locator('svg [aria-label="area"] path').first().boundingBox(),
    ]);
    expect(dot && band && dot.y + dot.height / 2).toBeLessThan(band?.y ?? 0);
    await page.context().close();
  });
});

/** WCAG's contrast of each element's own text with the nearest opaque ground; runs in the page. */
const contrastsInPage = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if ((channels(color)[3] ?? 1) === 1) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  return [...document.querySelectorAll('body *')]
    .filter((element) => !element.closest('svg') && ownText(element) && element.checkVisibility())
    .map((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(groundOf(element))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
})()`;
