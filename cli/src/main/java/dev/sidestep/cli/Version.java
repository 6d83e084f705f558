package dev.sidestep.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "sidestep " + own(),
      "Java " + Runtime.version() + ", " + property("os.name") + " " + property("os.arch")
    };
  }

  private static String own() {
    ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "(unpackaged)" : descriptor.rawVersion().orElse("(unversioned)");
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
