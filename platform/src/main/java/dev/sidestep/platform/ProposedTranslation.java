package dev.sidestep.platform;

/**
 * A virtual-to-physical translation that the guest's page tables propose (510), and the answer to
 * it. One reusable object per vCPU, valid only during the call that passes it.
 */
public interface ProposedTranslation {
  /**
   * The virtual page's first address. With guest paging off, the same as the guest-physical one.
   */
  long virtualPage();

  /** The guest-physical page's first address. */
  long guestPhysicalPage();

  /** Rejects it: the guest gets an access fault (514). */
  void reject();

  /** Lets it be used without any permission, so that each access exits (516). */
  void modifyToIntercept();

  /** Takes away the permission to write, if there is one (516). */
  void modifyToReadOnly();

  /** Maps the virtual page to another guest-physical page than the guest proposed (516). */
  void modifyToPage(long guestPhysicalPage);

  /** Accepts it as it is (518). */
  void accept();
}
