package dev.billingreporter.dynamodb;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * Checksums that the AWS SDK computes with its optional CRT library, which is not here. The SDK asks for it at run time
 * and does without; the native build links all calls at once, and would not find it. DynamoDB uses none of them. (Each
 * member of a substitution stands for one of the target's, so there is nothing to share between them.)
 */
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumProviderSubstitution {

    @Substitute
    static SdkChecksum createCrtCrc32C() {
        throw new UnsupportedOperationException("CRC32C of the AWS Common Runtime is not part of the function");
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw new UnsupportedOperationException("CRC64NVME of the AWS Common Runtime is not part of the function");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw new UnsupportedOperationException(algorithm + " of the AWS Common Runtime is not part of the function");
    }
}
