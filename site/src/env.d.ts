/// <reference types="astro/client" />

declare module 'crease:site' {
  export const site: import('./data/site.ts').Site;
}
