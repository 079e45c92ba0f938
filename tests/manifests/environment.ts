import type { IContainer } from "kubernetes-models/v1";
import { type Labels, type Manifest, ofKind } from "./manifest.ts";

export interface SecretKey {
  readonly secret: string;
  readonly key: string;
  readonly optional: boolean;
}

export interface Environment {
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyArray<SecretKey>;
  /** Used as $(NAME) in another's value. */
  readonly parts: ReadonlySet<string>;
  readonly problems: ReadonlyArray<string>;
}

export interface EnvironmentSources {
  /** undefined = the key is not there. */
  readonly secret: (key: SecretKey) => string | undefined;
  readonly field: (path: string) => string;
  /** Take the place of ConfigMaps' values. */
  readonly config?: Labels;
}

const reference = /\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/** What the kubelet would put into a container's environment: ConfigMaps first, then one variable after the other, $(NAME) from those before. */
export const environmentOf = (container: IContainer, manifests: ReadonlyArray<Manifest>, sources: EnvironmentSources): Environment => {
  const values: Record<string, string> = {};
  const secrets: SecretKey[] = [];
  const parts = new Set<string>();
  const problems: string[] = [];
  const config = (name: string | undefined): Labels => {
    const found = ofKind(manifests, "ConfigMap").find((m) => m.metadata.name === name);
    if (!found) problems.push(`there is no ConfigMap ${name}`);
    return found?.data ?? {};
  };
  const expand = (name: string, text: string): string =>
    text.replaceAll(reference, (whole, part: string) => {
      parts.add(part);
      if (values[part] === undefined) problems.push(`${name} uses ${whole}, which is not there before it`);
      return values[part] ?? whole;
    });
  for (const { configMapRef, secretRef, prefix } of container.envFrom ?? []) {
    if (secretRef || prefix) problems.push("envFrom takes ConfigMaps alone, whole: a secret is named key by key");
    if (configMapRef) Object.assign(values, config(configMapRef.name), sources.config);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (value !== undefined) values[name] = expand(name, value);
    else if (valueFrom?.fieldRef) values[name] = sources.field(valueFrom.fieldRef.fieldPath);
    else if (valueFrom?.configMapKeyRef) {
      const found = { ...config(valueFrom.configMapKeyRef.name), ...sources.config }[valueFrom.configMapKeyRef.key];
      if (found === undefined) problems.push(`${name}: no key ${valueFrom.configMapKeyRef.key}`);
      else values[name] = found;
    } else if (valueFrom?.secretKeyRef) {
      const key = {
        secret: valueFrom.secretKeyRef.name ?? "",
        key: valueFrom.secretKeyRef.key,
        optional: valueFrom.secretKeyRef.optional ?? false,
      };
      secrets.push(key);
      const found = sources.secret(key);
      if (found !== undefined) values[name] = found;
      else if (!key.optional) problems.push(`${name}: no key ${key.key} in the secret ${key.secret}`);
    } else problems.push(`${name} has no value`);
  }
  const args = [...(container.command ?? []), ...(container.args ?? [])];
  for (const arg of args) expand("an argument", arg);
  return { values, secrets, parts, problems };
};

/** Text with $(NAME) as the kubelet replaces it in a container's command and arguments. */
export const expanded = (text: string, values: Labels): string =>
  text.replaceAll(reference, (whole, name: string) => values[name] ?? whole);
