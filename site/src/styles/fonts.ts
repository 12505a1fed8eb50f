const face = (family: string, weight: number, file: string) =>
  `@font-face{font-family:'${family}';font-weight:${weight};font-display:swap;src:url(${file}) format('woff2')}`;

/** The shipped fonts as seen from a page that reaches the site's folder by `root`. */
export const fontStyles = (root: string): string =>
  [
    face('Source Sans', 400, `${root}assets/sans-400.woff2`),
    face('Source Sans', 600, `${root}assets/sans-600.woff2`),
    face('Source Serif', 400, `${root}assets/serif-400.woff2`),
    face('Source Serif', 600, `${root}assets/serif-600.woff2`),
  ].join('');
