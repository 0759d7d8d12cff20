/** `dns-tunnel` or `dns_tunnel` as `DnsTunnel`. */
export function pascalCase(name: string): string {
  return name
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `dns-tunnel` or `dns_tunnel` as `dnsTunnel`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `dns-tunnel` as `dns_tunnel`. */
export const snakeCase = (name: string) => name.replaceAll('-', '_');

/** `dns_tunnel` as `dns-tunnel`. */
export const kebabCase = (name: string) => name.replaceAll('_', '-');

/** `dns_tunnel` as `DNS_TUNNEL`. */
export const constantCase = (name: string) => snakeCase(name).toUpperCase();
