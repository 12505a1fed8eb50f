import { createHash } from 'node:crypto';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Styles stand in the head, where no text of an experiment does. */
const headOf = (html: string) => html.slice(0, html.indexOf('</head>') + 1);

/** The page's Content-Security-Policy: its own files, its own styles by their hashes, and nothing else. */
export function contentPolicy(html: string): string {
  const styles = [...headOf(html).matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) =>
    hash(match[1]),
  );
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${[...new Set(styles)].join(' ') || "'none'"}`,
    "img-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Puts the policy first in the page's head, so that it holds for everything after it. */
export const withPolicy = (html: string): string =>
  html.replace(
    '<meta charset="utf-8">',
    (charset) => `${charset}<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}">`,
  );
