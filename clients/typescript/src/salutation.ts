import { isSalutation } from "@marketing/shared/base/salutation";

// "Mrs." is how somebody is addressed, and no job, in whatever comes to the platform.
export { isSalutation };
