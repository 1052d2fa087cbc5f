import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import NotFound from './not-found.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': () => h(NotFound) }),
  enhanceApp({ app }) {
    // Else a page that cannot be rendered is only logged, and the build succeeds without it.
    app.config.throwUnhandledErrorInProduction = import.meta.env.SSR;
  },
} satisfies Theme;
