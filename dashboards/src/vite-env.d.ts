declare module "*.css";
declare module "@fontsource-variable/atkinson-hyperlegible-next";
declare module "@fontsource-variable/atkinson-hyperlegible-mono";
declare module "@fontsource-variable/noto-sans-devanagari";
