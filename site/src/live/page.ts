/**
 * The only script that every page loads: when the reader points at a chart or moves the focus to it,
 * loads Vega and the chart's specification as classic scripts (modules don't load from `file://`)
 * and puts the live chart where the picture was.
 */
import type { Spec } from 'vega';

export interface CreasePage {
  readonly charts: Record<string, Spec>;
  show?: (picture: HTMLElement, spec: Spec) => Promise<void>;
}
declare global {
  interface Window {
    crease: CreasePage;
  }
}

const own = (document.currentScript as HTMLScriptElement).src;
const page: CreasePage = { charts: {} };
window.crease = page;

const loading = new Map<string, Promise<void>>();
function loadScript(address: string): Promise<void> {
  const known = loading.get(address);
  if (known) return known;
  const promise = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
  loading.set(address, promise);
  return promise;
}

/** A chart that cannot go live stays the picture that it is. */
async function goLive(chart: HTMLElement) {
  const { name = '', spec = '' } = chart.dataset;
  chart.dataset.state = 'loading';
  try {
    await Promise.all([
      loadScript(new URL('live.js', own).href),
      loadScript(new URL(spec, location.href).href),
    ]);
    await page.show?.(chart, page.charts[name]);
    chart.dataset.state = 'live';
  } catch {
    chart.dataset.state = 'still';
  }
}

for (const chart of document.querySelectorAll<HTMLElement>('[data-spec]')) {
  const start = () => {
    if (!chart.dataset.state) void goLive(chart);
  };
  chart.addEventListener('pointerenter', start);
  chart.addEventListener('focusin', start);
}
