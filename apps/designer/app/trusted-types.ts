/** What the content policy lets through where a library writes to the page: style sheets (text without a tag), and scripts of this very site. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string; createScriptURL(url: string): string }): unknown;
}

const { trustedTypes } = window as unknown as { readonly trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', {
  createHTML: (text) => {
    if (text.includes('<')) throw new TypeError('Markup is never written from text.');
    return text;
  },
  createScriptURL: (url) => {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('Scripts come from this site only.');
    return url;
  },
});
