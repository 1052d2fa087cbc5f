import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // Else a page that cannot be rendered is only logged, and the build succeeds without it.
    app.config.throwUnhandledErrorInProduction = import.meta.env.SSR;
  },
} satisfies Theme;
