package dev.billingreporter.vercel;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** "Submit Billing Data" of the Vercel Marketplace's partner API. */
interface BillingApi {

    @POST
    @Path("/v1/installations/{integrationConfigurationId}/billing")
    @Consumes(MediaType.APPLICATION_JSON)
    Response submit(@PathParam("integrationConfigurationId") String integrationConfigurationId,
            @HeaderParam("Authorization") String authorization, byte[] body);
}
